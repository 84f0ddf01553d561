/*
title       = "Reports by minors, guardians and helplines among all"
chapter     = "minors"
rows        = "single"
order       = 97
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)"]
needs       = ["notices", "user_reports"]
sums        = ["reports_minors = minors/after_report.*.reports", "reports >= reports_minors + reports_unknown"]

[columns.reports_minors]
label      = "Reports by minors, guardians and helplines"
unit       = "notices"
about      = "minors"
cases      = "reports_minors"
definition = "Notices and user reports of the period that the platform knows to come from minors, guardians or helplines."

[columns.reporter_unknown_share]
label       = "Reports of which it is not recorded who sent them"
unit        = "ratio"
numerator   = "reports_unknown"
denominator = "reports"
cases       = "reports"
definition  = "Share of the notices and user reports of the period of which it is not recorded who sent them: minors may be among them."
*/
SELECT
    SUM(reports) FILTER (WHERE reporter_kind IN ('minor', 'guardian', 'helpline')) AS reports_minors,
    SUM(reports) FILTER (WHERE reporter_kind = 'not recorded')                    AS reports_unknown,
    SUM(reports)                                                                  AS reports
FROM f_minor_reports
