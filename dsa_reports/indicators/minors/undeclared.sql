/*
title       = "Commercial communications that nobody declared"
chapter     = "minors"
rows        = "single"
order       = 98
legal_basis = ["DSA Art. 28(2)", "DSA Art. 26(2)"]
needs       = ["moderation_actions"]
sums        = ["hidden_advertising >= hidden_minors + hidden_unknown"]

[columns.hidden_advertising]
label      = "Decisions on hidden advertising"
unit       = "measures"
definition = "Decisions of the period under KEYWORD_HIDDEN_ADVERTISEMENT: the commercial communications that nobody declared, as far as they were found."

[columns.hidden_minors]
label      = "Of these, on posts that addressed minors"
unit       = "measures"
about      = "minors"
definition = "Of these, decisions of which the platform knows that known or assumed minors were addressed."

[columns.hidden_unknown_share]
label       = "Hidden advertising whose audience is unknown"
unit        = "ratio"
numerator   = "hidden_unknown"
denominator = "hidden_advertising"
definition  = "Share of these decisions of which the age group addressed is not known."
*/
SELECT
    COUNT(*)                                                                AS hidden_advertising,
    COUNT(*) FILTER (WHERE age_group IN ('known_minor', 'assumed_minor'))   AS hidden_minors,
    COUNT(*) FILTER (WHERE age_group = 'unknown')                           AS hidden_unknown
FROM f_hidden_advertising
