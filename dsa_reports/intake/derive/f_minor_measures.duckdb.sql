-- Measures for the protection of minors that were planned, in place or set aside during the period.
WITH entered AS (
    SELECT measure, indicator FROM accepted_minor_indicators WHERE day_in_period(period_to)
)
SELECT id, title, status, items, coalesce(len(items), 0) > 0 AS mapped,
       evidence IS NOT NULL AS has_evidence, indicators IS NOT NULL AS has_indicator,
       regexp_replace(lower(id), '[^a-z0-9_]+', '-', 'g') AS entry,
       coalesce(len(items), 0) AS item_count,
       coalesce(len(indicators), 0) AS indicator_count,
       coalesce(len(list_filter(indicators, lambda key: list_contains(getvariable('minor_computed'), key))), 0) AS computed,
       (SELECT count(*) FROM entered
        WHERE entered.measure = m.id OR (entered.measure IS NULL AND list_contains(m.indicators, entered.indicator))) AS entered
FROM accepted_minor_measures AS m
WHERE coalesce(from_date, getvariable('first_day')) <= getvariable('last_day')
  AND coalesce(to_date, getvariable('last_day')) >= getvariable('first_day')
