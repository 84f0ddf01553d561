/*
title       = "Sexbot spam by surface"
chapter     = "sexbot"
rows        = "group"
order       = 50
legal_basis = ["DSA Art. 15(1)(c)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = ["sexbot/handling.measures = sexbot/by_surface.*.measures"]

[columns.measures]
label      = "Measures"
unit       = "measures"
definition = "The measures by the surface on which the spam appeared."

[columns.accounts]
label      = "Accounts"
unit       = "accounts"
definition = "Different accounts concerned."
*/
SELECT surface AS row_key, COUNT(*) AS measures, COUNT(DISTINCT account_ref) AS accounts
FROM f_sexbot_measures
GROUP BY surface
ORDER BY surface NULLS FIRST
