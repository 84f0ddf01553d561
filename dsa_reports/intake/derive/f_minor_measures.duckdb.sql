-- Measures for the protection of minors that were planned, in place or set aside during the period.
SELECT id, title, status, items, coalesce(len(items), 0) > 0 AS mapped,
       evidence IS NOT NULL AS has_evidence, indicators IS NOT NULL AS has_indicator
FROM accepted_minor_measures
WHERE coalesce(from_date, getvariable('first_day')) <= getvariable('last_day')
  AND coalesce(to_date, getvariable('last_day')) >= getvariable('first_day')
