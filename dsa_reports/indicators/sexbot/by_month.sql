/*
title       = "Sexbot spam by month"
chapter     = "sexbot"
section     = "amount"
rows        = "group"
order       = 60
legal_basis = ["DSA Art. 15(1)(c)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = ["sexbot/handling.measures = sexbot/by_month.*.measures"]

[columns.measures]
label       = "Measures"
unit        = "measures"
definition  = "The measures by the month of the decision."

[columns.accounts]
label       = "Accounts"
unit        = "accounts"
definition  = "Different accounts concerned; one that was met in two months is in both."
*/
SELECT month AS row_key, COUNT(*) AS measures, COUNT(DISTINCT account_ref) AS accounts
FROM f_sexbot_measures
GROUP BY month
ORDER BY month NULLS FIRST
