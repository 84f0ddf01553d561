/*
title       = "Confirmed campaigns by outcome"
chapter     = "advertisers"
section     = "outcomes"
rows        = "group"
order       = 74
legal_basis = ["DSA Art. 3(r)", "DSA Art. 26(2)", "DSA Art. 39"]
needs       = ["advertisements", "campaigns"]
note        = "One outcome each, the first of the list that fits. Searched, not found is said only where the register could be searched. It is no breach by itself, and says nothing about who stands behind it."

[columns.campaigns]
label      = "Campaigns"
unit       = "campaigns"
definition = "Campaigns that a named person confirmed, looked up by the landing domains and the references of their accounts, that have this outcome."

[columns.share]
label       = "Share"
unit        = "ratio"
numerator   = "campaigns"
denominator = "in_all"
definition  = "The same as a share of all that were looked up."
*/
SELECT outcome AS row_key, COUNT(*) FILTER (WHERE hit) AS campaigns, MAX(in_all) AS in_all
FROM f_ad_outcomes
WHERE kind = 'campaign'
GROUP BY outcome, place
ORDER BY place NULLS FIRST
