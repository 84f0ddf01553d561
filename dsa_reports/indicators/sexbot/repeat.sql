/*
title       = "Accounts met again"
chapter     = "sexbot"
section     = "return"
rows        = "single"
order       = 310
legal_basis = ["DSA Art. 23(1)", "DSA Art. 35(1)"]
needs       = ["moderation_actions", "phenomenon"]

[columns.repeat_share]
label       = "Accounts acted on again"
unit        = "ratio"
numerator   = "again"
denominator = "actioned"
definition  = "Share of the accounts actioned on which measures of the period fall on two days or more."

[columns.suspended_for_misuse]
label       = "Of the accounts actioned, suspended for misuse"
unit        = "accounts"
definition  = "Accounts actioned that were also suspended in the period for frequent manifestly illegal content (Art. 23)."
*/
SELECT
    COUNT(*) FILTER (WHERE actioned)                             AS actioned,
    COUNT(*) FILTER (WHERE actioned AND again)                   AS again,
    COUNT(*) FILTER (WHERE actioned AND suspended_for_misuse)    AS suspended_for_misuse
FROM f_sexbot_accounts
