-- One row per moderator or group on the latest counted day of the period; full-time equivalents in thousandths.
SELECT
    kind,
    CAST(fte * 1000 AS BIGINT) AS fte_thousandths,
    coalesce(heads, 1) AS heads,
    languages IS NOT NULL AS linguistic,
    languages
FROM accepted_moderators
WHERE day_in_period(as_of)
  AND as_of = (SELECT max(as_of) FROM accepted_moderators WHERE day_in_period(as_of))
