/*
title       = "Phenomena that the definitions tag"
chapter     = "sexbot"
section     = "cells"
rows        = "group"
order       = 620
legal_basis = ["DSA Art. 15(1)(c)"]
needs       = ["moderation_actions"]

[columns.measures]
label       = "Measures"
unit        = "measures"
definition  = "Measures of the period that the phenomenon tags."

[columns.shown]
label       = "Shown in its chapter"
unit        = "measures"
definition  = "Of these, measures that are counted under this phenomenon: where several fit, only the one that takes precedence counts them."

[columns.reports]
label       = "Notices and user reports"
unit        = "notices"
definition  = "Notices and user reports received in the period that the phenomenon tags."
*/
SELECT phenomenon AS row_key,
    COUNT(*) FILTER (WHERE source = 'moderation_actions')             AS measures,
    COUNT(*) FILTER (WHERE source = 'moderation_actions' AND shown)   AS shown,
    COUNT(*) FILTER (WHERE source IN ('notices', 'user_reports'))     AS reports
FROM f_phenomena
GROUP BY phenomenon
ORDER BY phenomenon NULLS FIRST
