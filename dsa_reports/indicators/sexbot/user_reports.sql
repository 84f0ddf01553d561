/*
title       = "User reports about sexbot spam"
chapter     = "sexbot"
rows        = "single"
order       = 25
legal_basis = ["IR 2024/2835 Annex II, II.1.4"]
needs       = ["user_reports", "phenomenon"]

[columns.user_reports]
label      = "User reports about sexbot spam"
unit       = "reports"
definition = "User reports outside the Art. 16 mechanism that the platform's own label tags as sexbot spam."
*/
SELECT COUNT(*) FILTER (WHERE route = 'user_report') AS user_reports
FROM f_sexbot_notices
