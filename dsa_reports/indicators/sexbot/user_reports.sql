/*
title       = "User reports about sexbot spam"
chapter     = "sexbot"
section     = "found"
rows        = "single"
order       = 125
legal_basis = ["IR 2024/2835 Annex II, II.1.4"]
needs       = ["user_reports", "phenomenon"]

[columns.user_reports]
label       = "User reports about sexbot spam"
unit        = "reports"
definition  = "User reports outside the Art. 16 mechanism that the definition of sexbot spam tags."
*/
SELECT COUNT(*) AS user_reports
FROM f_sexbot_notices
WHERE tagged AND route = 'user_report'
