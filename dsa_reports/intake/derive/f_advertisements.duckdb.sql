-- One row per entry of the ad register shown in the period.
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
    coalesce(label_shown, false) AS label_shown
FROM accepted_advertisements
WHERE first_shown <= getvariable('last_day') AND coalesce(last_shown, getvariable('last_day')) >= getvariable('first_day')
