/*
title       = "Sexbot spam by language"
chapter     = "sexbot"
section     = "amount"
rows        = "group"
order       = 55
legal_basis = ["DSA Art. 15(1)(c)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = [
    "sexbot/handling.measures = sexbot/by_language.*.measures",
    "sexbot/handling.content_measures = sexbot/by_language.*.content_measures",
    "sexbot/found.proactive = sexbot/by_language.*.proactive",
]

[columns.measures]
label       = "Measures"
unit        = "measures"
definition  = "The measures by the language of the content."

[columns.accounts]
label       = "Accounts"
unit        = "accounts"
definition  = "Different accounts concerned."

[columns.content_measures]
label       = "Measures on content"
unit        = "measures"
definition  = "Of these measures, those that restrict the visibility of a piece of content."

[columns.proactive_share]
label       = "Found before anybody reported it"
unit        = "ratio"
numerator   = "proactive"
denominator = "measures"
definition  = "Share of the measures that no order, notice or user report preceded."
*/
SELECT language AS row_key, COUNT(*) AS measures, COUNT(DISTINCT account_ref) AS accounts,
    COUNT(*) FILTER (WHERE about_content) AS content_measures, COUNT(*) FILTER (WHERE proactive) AS proactive
FROM f_sexbot_measures
GROUP BY language
ORDER BY language NULLS FIRST
