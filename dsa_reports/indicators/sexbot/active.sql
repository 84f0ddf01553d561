/*
title       = "Accounts of confirmed campaigns that are still there"
chapter     = "sexbot"
section     = "return"
rows        = "single"
order       = 300
legal_basis = ["DSA Art. 35(1)"]
needs       = ["campaigns", "moderation_actions"]

[columns.confirmed_accounts]
label       = "Accounts of confirmed campaigns"
unit        = "accounts"
definition  = "Accounts of campaigns that a named person confirmed, without those that were terminated before the period."

[columns.still_active_share]
label       = "Still active at the end of the period"
unit        = "ratio"
numerator   = "still_active"
denominator = "confirmed_accounts"
definition  = "Share of these accounts that were not terminated by the end of the period and not suspended to its end."
*/
SELECT COUNT(*) FILTER (WHERE confirmed) AS confirmed_accounts, COUNT(*) FILTER (WHERE confirmed AND still_active) AS still_active
FROM f_sexbot_accounts
