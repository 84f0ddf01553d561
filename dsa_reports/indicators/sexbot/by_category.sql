/*
title       = "Sexbot spam by official category"
chapter     = "sexbot"
section     = "cells"
rows        = "group"
order       = 600
legal_basis = ["DSA Art. 15(1)(c)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = ["sexbot/handling.measures = sexbot/by_category.*.measures"]

[columns.measures]
label       = "Measures"
unit        = "measures"
definition  = "The measures by the category under which they stand in parts 4 to 6: the phenomenon has no code of its own."

[columns.accounts]
label       = "Accounts"
unit        = "accounts"
definition  = "Different accounts concerned."
*/
SELECT category AS row_key, COUNT(*) AS measures, COUNT(DISTINCT account_ref) AS accounts
FROM f_sexbot_measures
GROUP BY category
ORDER BY category NULLS FIRST
