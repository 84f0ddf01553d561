/*
title       = "Decisions on hidden advertising"
chapter     = "minors"
rows        = "single"
order       = 116
legal_basis = ["DSA Art. 28(2)", "DSA Art. 26(2)"]
needs       = ["moderation_actions"]

[columns.hidden_advertising]
label      = "Decisions on hidden advertising"
unit       = "measures"
definition = "Decisions of the period under KEYWORD_HIDDEN_ADVERTISEMENT: the commercial communications that nobody declared, as far as they were found."
*/
SELECT COUNT(*) FILTER (WHERE keyword = 'KEYWORD_HIDDEN_ADVERTISEMENT') AS hidden_advertising
FROM f_measures
