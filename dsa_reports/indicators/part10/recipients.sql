/*
title       = "Average monthly active recipients"
part        = 10
rows        = "scope"
scopes      = ["TOTAL", "member_state"]
legal_basis = ["DSA Art. 42(3)", "DSA Art. 24(2)", "IR 2024/2835 Annex II, II.1.8"]
readings    = ["greece"]

[columns.recipients]
row         = "recipients"
unit        = "recipients"
numerator   = "summed"
denominator = "months"
cases       = "entries"
definition  = "Active recipients summed over the months of the period, divided by the number of months."
*/
SELECT
    scope,
    COUNT(*)                AS entries,
    SUM(active_recipients)  AS summed,
    COUNT(DISTINCT month)   AS months
FROM f_recipients
GROUP BY scope
ORDER BY scope NULLS FIRST
