/*
title       = "How the measures were recognised as sexbot spam"
chapter     = "sexbot"
section     = "cells"
rows        = "group"
order       = 605
legal_basis = ["DSA Art. 15(1)(c)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = ["sexbot/handling.measures = sexbot/by_rule.*.measures"]

[columns.measures]
label       = "Measures"
unit        = "measures"
definition  = "The measures by the first rule of the definition that fits them."
*/
SELECT rule AS row_key, COUNT(*) AS measures
FROM f_sexbot_measures
GROUP BY rule
ORDER BY rule NULLS FIRST
