-- One row per entry of the ad register shown in the period and point of Art. 39(2) that the register owes of it: `says` whether it
-- is given. `states`: Member States for which the entry gives a reach, each once. What is owed and what counts as given is that of check AD-1 (advertisers/rules/contents.py); a test compares them.
WITH entries AS (
    SELECT
        *, coalesce(removed, false) AS gone, lane = 'paid' AS paid,
        list_sort(list_distinct(list_filter(
            list_transform(coalesce(reach_by_member_state, []), lambda reach: replace(upper(trim(split_part(reach, ':', 1))), 'EL', 'GR')),
            lambda state: list_contains(getvariable('member_states'), state)
        ))) AS states
    FROM accepted_advertisements
    WHERE first_shown <= getvariable('last_day') AND coalesce(last_shown, getvariable('last_day')) >= getvariable('first_day')
), points AS (
    SELECT lane, strftime(first_shown, '%Y-%m') AS month, states, unnest([
        {'point': 'ad_content', 'place': 1, 'owed': NOT gone, 'says': content IS NOT NULL},
        {'point': 'ad_brand', 'place': 2, 'owed': paid AND NOT gone, 'says': brand IS NOT NULL},
        {'point': 'ad_subject', 'place': 3, 'owed': paid AND NOT gone, 'says': subject IS NOT NULL},
        {'point': 'ad_beneficiary', 'place': 4, 'owed': paid AND NOT gone, 'says': beneficiary IS NOT NULL},
        {'point': 'ad_period', 'place': 5, 'owed': true, 'says': true},
        {'point': 'ad_targeting', 'place': 6, 'owed': paid, 'says': coalesce(len(targeting_include), 0) + coalesce(len(targeting_exclude), 0) > 0},
        {'point': 'ad_reach', 'place': 7, 'owed': paid, 'says': reach_low IS NOT NULL OR reach_high IS NOT NULL},
        {'point': 'ad_states', 'place': 8, 'owed': paid, 'says': coalesce(len(reach_by_member_state), 0) > 0},
        {'point': 'ad_people', 'place': 9, 'owed': paid, 'says': (reach_low IS NULL AND reach_high IS NULL) OR coalesce(reach_unit = 'people', false)}
    ], recursive := true)
    FROM entries
)
SELECT lane, month, states, point, place, says FROM points WHERE owed
