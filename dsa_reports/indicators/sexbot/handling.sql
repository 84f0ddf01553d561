/*
title       = "How sexbot spam was handled"
chapter     = "sexbot"
section     = "amount"
rows        = "single"
order       = 10
legal_basis = ["DSA Art. 15(1)(c)", "DSA Art. 35(1)"]
needs       = ["moderation_actions", "phenomenon"]
note        = "The rows are those that the definition of sexbot spam tags: above all those that the platform itself labels so. Each measure counts once."

[columns.measures]
label       = "Measures against sexbot spam"
unit        = "measures"
definition  = "Measures of the period that the definition of sexbot spam tags, each once."

[columns.accounts_actioned]
label       = "Accounts actioned"
unit        = "accounts"
definition  = "Different accounts that at least one of these measures concerns: the account itself, or something that it showed or sent."

[columns.accounts_terminated]
label       = "Accounts terminated"
unit        = "accounts"
definition  = "Different accounts that were terminated."

[columns.content_measures]
label       = "Measures on content"
unit        = "measures"
definition  = "Of these measures, those that restrict the visibility of a piece of content."

[columns.domains]
label       = "Landing domains"
unit        = "domains"
definition  = "Different registrable domains that the spam led to."
*/
SELECT
    COUNT(*)                                                                                 AS measures,
    CASE WHEN COUNT(account_ref) > 0 OR COUNT(*) = 0 THEN COUNT(DISTINCT account_ref) END    AS accounts_actioned,
    CASE WHEN COUNT(account_ref) > 0 OR COUNT(*) = 0
        THEN COUNT(DISTINCT CASE WHEN account_terminated THEN account_ref END) END           AS accounts_terminated,
    COUNT(*) FILTER (WHERE about_content)                                                    AS content_measures,
    COUNT(DISTINCT domain)                                                                   AS domains
FROM f_sexbot_measures
