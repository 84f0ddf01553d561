/*
title       = "Notices by trusted flaggers and helplines about minors or copied pictures"
chapter     = "minors"
rows        = "group"
order       = 113
legal_basis = ["DSA Art. 22", "DSA Art. 16", "DSA Art. 28(1)"]
needs       = ["notices", "trusted_flaggers"]
minor_rows  = ["*"]
sums        = [
    "notices >= timed",
    "notices >= about_minors",
    "minors/after_report.helpline.reports >= minors/flaggers.helpline~*.notices",
    "4.STATEMENT_CATEGORY_PROTECTION_OF_MINORS.notices_trusted_flaggers = minors/flaggers.trusted_flagger~*.about_minors",
]
note        = "Organisations of the provider's register whose status held on the day of the notice; notices by others, or without a name, stand under: not in the register."

[columns.notices]
label      = "Notices"
unit       = "notices"
definition = "Notices of the period by the organisation about minors (category 9) or about copied pictures of a person (impersonation, images shared without consent, processing without a ground)."

[columns.about_minors]
label      = "About minors"
unit       = "notices"
definition = "Of these, notices of the category protection of minors."

[columns.acted_share]
label       = "Acted upon"
unit        = "ratio"
numerator   = "acted"
denominator = "concluded"
definition  = "Share of the concluded notices on which action was taken."

[columns.median_hours]
label      = "Median time to action"
unit       = "hours"
divide_by  = 3600
cases      = "timed"
definition = "Median time from receipt to the action, where one was taken."
*/
SELECT
    entry AS row_key,
    COUNT(*)                                AS notices,
    COUNT(*) FILTER (WHERE about_minors)    AS about_minors,
    COUNT(*) FILTER (WHERE acted_upon)      AS acted,
    COUNT(*) FILTER (WHERE concluded)       AS concluded,
    MEDIAN(action_seconds)                  AS median_hours,
    COUNT(action_seconds)                   AS timed
FROM f_flagger_notices
GROUP BY entry
ORDER BY entry NULLS FIRST
