-- One row per moderator or group on the latest day of the period on which its kind was counted; full-time equivalents
-- in thousandths. Reading: moderators_day.
SELECT
    kind,
    CAST(fte * 1000 AS BIGINT) AS fte_thousandths,
    coalesce(heads, 1) AS heads,
    languages IS NOT NULL AS linguistic,
    languages
FROM accepted_moderators
WHERE day_in_period(as_of)
QUALIFY as_of = max(as_of) OVER (PARTITION BY kind)
