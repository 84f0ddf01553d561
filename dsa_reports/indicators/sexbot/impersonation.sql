/*
title       = "Notices and reports of people who were impersonated"
chapter     = "sexbot"
section     = "mistakes"
rows        = "group"
order       = 530
legal_basis = ["DSA Art. 16", "DSA Art. 22"]
needs       = ["notices"]
minor_rows  = ["minor"]

[columns.reports]
label       = "Notices and reports"
unit        = "notices"
definition  = "Notices and user reports of the period about impersonation (sub-category 11a), by who sent them as far as the platform knows; whatever the impersonating account was used for."

[columns.acted_share]
label       = "Acted upon"
unit        = "ratio"
numerator   = "acted"
denominator = "reports"
definition  = "Share of them on which action was taken."

[columns.rejected]
label       = "Turned down"
unit        = "notices"
definition  = "Of them, those that were decided without action."

[columns.undecided]
label       = "Not decided"
unit        = "notices"
definition  = "Of them, those of which no decision is logged."

[columns.median_hours]
label       = "Median time to action"
unit        = "hours"
divide_by   = 3600
cases       = "timed"
definition  = "Median time from receipt to the action, where one was taken."
*/
SELECT reporter_kind AS row_key,
    COUNT(*)                                                  AS reports,
    COUNT(*) FILTER (WHERE acted_upon)                        AS acted,
    COUNT(*) FILTER (WHERE rejected)                          AS rejected,
    COUNT(*) FILTER (WHERE NOT acted_upon AND NOT rejected)   AS undecided,
    MEDIAN(action_seconds)                                    AS median_hours,
    COUNT(action_seconds)                                     AS timed
FROM f_sexbot_impersonation
GROUP BY reporter_kind
ORDER BY reporter_kind NULLS FIRST
