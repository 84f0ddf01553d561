/*
title       = "Landing domains of sexbot spam by outcome"
chapter     = "advertisers"
section     = "outcomes"
rows        = "group"
order       = 72
legal_basis = ["DSA Art. 3(r)", "DSA Art. 26(2)", "DSA Art. 39"]
needs       = ["advertisements", "moderation_actions", "phenomenon"]
note        = "One outcome each, the first of the list that fits. Searched, not found is said only where the register could be searched. It is no breach by itself, and says nothing about who stands behind it."

[columns.domains]
label      = "Domains"
unit       = "domains"
definition = "Different landing domains of measures tagged as sexbot spam that have this outcome."

[columns.share]
label       = "Share"
unit        = "ratio"
numerator   = "domains"
denominator = "in_all"
definition  = "The same as a share of all that were looked up."
*/
SELECT outcome AS row_key, COUNT(*) FILTER (WHERE hit) AS domains, MAX(in_all) AS in_all
FROM f_ad_outcomes
WHERE kind = 'landing_domain'
GROUP BY outcome, place
ORDER BY place NULLS FIRST
