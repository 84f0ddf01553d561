/*
title       = "Who reported it first"
chapter     = "sexbot"
section     = "found"
rows        = "group"
order       = 115
legal_basis = ["DSA Art. 15(1)(c)", "IR 2024/2835 Annex II, II.1.4"]
needs       = ["moderation_actions", "phenomenon"]
sums        = ["sexbot/handling.measures = sexbot/by_route.*.measures"]

[columns.measures]
label       = "Measures"
unit        = "measures"
definition  = "The measures by what preceded them. Earlier report: the decision names none, but one about the same account or content is older."

[columns.accounts]
label       = "Accounts"
unit        = "accounts"
definition  = "Different accounts concerned; one that was met on two routes is in both."
*/
SELECT reported_by AS row_key, COUNT(*) AS measures, COUNT(DISTINCT account_ref) AS accounts
FROM f_sexbot_measures
GROUP BY reported_by
ORDER BY reported_by NULLS FIRST
