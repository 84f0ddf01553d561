/*
title       = "Reports about copied pictures, by who sent them"
chapter     = "minors"
rows        = "group"
order       = 111
legal_basis = ["DSA Art. 16", "DSA Art. 28(1)"]
needs       = ["notices", "user_reports"]
minor_rows  = ["minor", "guardian"]
sums        = [
    "acted >= timed",
    "reports >= concluded",
    "minors/after_report.minor.reports >= minors/copied_pictures.minor.reports",
    "minors/after_report.guardian.reports >= minors/copied_pictures.guardian.reports",
]
note        = "Copied pictures of a person: impersonation (11a), images shared without consent (3e, 4f), processing of personal data without a ground (5c). Whether the person is a minor is not asked."

[columns.reports]
label      = "Reports"
unit       = "notices"
definition = "Notices (Art. 16) and user reports of the period about copied pictures."

[columns.acted_share]
label       = "Acted upon"
unit        = "ratio"
numerator   = "acted"
denominator = "concluded"
definition  = "Share of the concluded reports on which action was taken."

[columns.median_hours]
label      = "Median time to action"
unit       = "hours"
divide_by  = 3600
cases      = "timed"
definition = "Median time from receipt to the action, where one was taken."
*/
SELECT
    reporter_kind AS row_key,
    COUNT(*)                            AS reports,
    COUNT(*) FILTER (WHERE acted_upon)  AS acted,
    COUNT(*) FILTER (WHERE concluded)   AS concluded,
    MEDIAN(action_seconds)              AS median_hours,
    COUNT(action_seconds)               AS timed
FROM f_copied_pictures
GROUP BY reporter_kind
ORDER BY CASE reporter_kind WHEN 'minor' THEN 1 WHEN 'guardian' THEN 2 WHEN 'victim' THEN 3 WHEN 'helpline' THEN 4 ELSE 5 END NULLS FIRST, reporter_kind NULLS FIRST
