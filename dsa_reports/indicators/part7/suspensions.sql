/*
title       = "Suspensions imposed on repeated offenders"
part        = 7
rows        = "row"
row_keys    = ["suspensions_illegal_content", "suspensions_unfounded_notices", "suspensions_unfounded_complaints"]
legal_basis = ["DSA Art. 24(1)(b)", "DSA Art. 23", "IR 2024/2835 Annex II, II.1.5"]

[columns.total]
unit       = "suspensions"
definition = "Suspensions under Art. 23 imposed in the period, by their ground."
*/
WITH by_row AS (
    SELECT CASE ground
        WHEN 'manifestly_illegal_content' THEN 'suspensions_illegal_content'
        WHEN 'manifestly_unfounded_notices' THEN 'suspensions_unfounded_notices'
        ELSE 'suspensions_unfounded_complaints'
    END AS row_key
    FROM f_suspensions
)
SELECT row_key, COUNT(*) AS total
FROM by_row
GROUP BY row_key
ORDER BY row_key NULLS FIRST
