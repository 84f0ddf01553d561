/*
title       = "Back after a report by a minor, a guardian or a helpline"
chapter     = "minors"
rows        = "single"
order       = 96
legal_basis = ["DSA Art. 28(1)"]
needs       = ["moderation_actions", "notices", "user_reports"]
sums        = ["acted_after_report >= traceable"]
note        = "Back means: within 30 days the same landing domain was acted on behind another account. A shared domain is not the same person, and what came back elsewhere, or was not found, is not seen. Actions of the last 30 days of the period had less time to be followed by another."

[columns.acted_after_report]
label      = "Actions after a report by a minor, a guardian or a helpline"
unit       = "measures"
about      = "minors"
definition = "Actions of the period that name a notice or user report by a minor, a guardian or a helpline."

[columns.returned_share]
label       = "Back within 30 days"
unit        = "ratio"
about       = "minors"
numerator   = "returned"
denominator = "traceable"
definition  = "Share of these actions, as far as they name a landing domain, after which the same domain was acted on again within 30 days behind another account."
*/
SELECT
    COUNT(*)                            AS acted_after_report,
    COUNT(*) FILTER (WHERE returned)    AS returned,
    COUNT(*) FILTER (WHERE traceable)   AS traceable
FROM f_minor_returns
