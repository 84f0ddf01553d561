/*
title       = "After a report by a minor, a guardian or a helpline"
chapter     = "minors"
rows        = "group"
order       = 112
legal_basis = ["DSA Art. 28(1)", "DSA Art. 16"]
needs       = ["notices", "user_reports"]
minor_rows  = ["*"]
sums        = ["acted >= timed"]
note        = "Notices (Art. 16) and user reports together, whatever they are about; who sent them as far as the platform knows."

[columns.reports]
label      = "Reports"
unit       = "notices"
definition = "Notices and user reports of the period by minors, guardians and helplines."

[columns.acted_share]
label       = "Acted upon"
unit        = "ratio"
numerator   = "acted"
denominator = "reports"
definition  = "Share of these reports on which action was taken."

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
    MEDIAN(action_seconds)              AS median_hours,
    COUNT(action_seconds)               AS timed
FROM f_minor_reports
WHERE reporter_kind IN ('minor', 'guardian', 'helpline')
GROUP BY reporter_kind
ORDER BY CASE reporter_kind WHEN 'minor' THEN 1 WHEN 'guardian' THEN 2 WHEN 'helpline' THEN 3 ELSE 4 END NULLS FIRST
