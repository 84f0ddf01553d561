-- Entered figures whose period ends in the report's; names are cut down to letters, digits and _ or -, as in figure ids; `~minors` marks numbers of minors.
SELECT
    regexp_replace(lower(indicator), '[^a-z0-9_]+', '-', 'g') || '~' || regexp_replace(lower(id), '[^a-z0-9_]+', '-', 'g')
        || CASE WHEN unit IN ('share', 'count') AND age_group IN ('known_minor', 'assumed_minor') THEN '~minors' ELSE '' END AS entry,
    unit = 'share' AS is_share,
    numerator,
    denominator,
    (value * 1000)::BIGINT AS thousandths,
    sample_size
FROM accepted_minor_indicators
WHERE day_in_period(period_to)
