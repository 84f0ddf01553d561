/*
title       = "Completeness by month of the first show"
chapter     = "advertisers"
section     = "register"
rows        = "group"
order       = 84
legal_basis = ["DSA Art. 39(2)"]
needs       = ["advertisements"]

[columns.owing]
label      = "Points owed"
unit       = "points"
definition = "Points of Art. 39(2) that the entries first shown in the month owe, all together."

[columns.share]
label       = "Share given"
unit        = "ratio"
numerator   = "saying"
denominator = "owing"
definition  = "Share of these points that the entries give."
*/
SELECT month AS row_key, COUNT(*) AS owing, COUNT(*) FILTER (WHERE says) AS saying
FROM f_ad_points
GROUP BY month
ORDER BY month NULLS FIRST
