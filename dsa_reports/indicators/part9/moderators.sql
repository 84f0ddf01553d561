/*
title       = "Human resources dedicated to content moderation"
part        = 9
rows        = "row"
row_keys    = ["moderators_internal", "moderators_external", "moderators_linguistic"]
legal_basis = ["DSA Art. 42(2)(a)", "DSA Art. 42(2)(b)", "IR 2024/2835 Annex II, II.1.7"]
readings    = ["full_time_equivalents"]

[columns.total]
unit       = "FTE"
divide_by  = 1000
cases      = "entries"
definition = "Full-time equivalents of internal moderators, of external moderators, and of all with sufficient linguistic expertise, on the last counted day of the period."
*/
WITH by_row AS (
    SELECT 'moderators_internal' AS row_key, fte_thousandths FROM f_moderators WHERE kind = 'internal'
    UNION ALL
    SELECT 'moderators_external' AS row_key, fte_thousandths FROM f_moderators WHERE kind = 'external'
    UNION ALL
    SELECT 'moderators_linguistic' AS row_key, fte_thousandths FROM f_moderators WHERE linguistic
)
SELECT row_key, SUM(fte_thousandths) AS total, COUNT(*) AS entries
FROM by_row
GROUP BY row_key
ORDER BY row_key NULLS FIRST
