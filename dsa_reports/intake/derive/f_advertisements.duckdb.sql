-- needs: f_landing_domains
-- One row per entry of the ad register shown in the period. `leads_to_spam`: its landing domain is one of measures tagged as sexbot spam.
SELECT
    lane,
    coalesce(removed, false) AS removed,
    beneficiary IS NOT NULL AS beneficiary_named,
    landing_domain IS NOT NULL AS landing_known,
    coalesce(uses_profiling, false) AS uses_profiling,
    uses_profiling IS NULL AS profiling_unknown,
    coalesce(reach_13_17_low, 0) > 0 AS reached_13_17,
    reach_13_17_low IS NULL AND reach_13_17_high IS NULL AS reach_13_17_unknown,
    known_minors_reached,
    coalesce(label_shown, false) AS label_shown,
    d.domain IS NOT NULL AS leads_to_spam
FROM accepted_advertisements AS a
LEFT JOIN registrable_domains AS h ON h.host = a.landing_domain
LEFT JOIN f_landing_domains AS d ON d.domain = h.domain
WHERE first_shown <= getvariable('last_day') AND coalesce(last_shown, getvariable('last_day')) >= getvariable('first_day')
