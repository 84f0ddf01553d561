/*
title       = "Reports that were turned down, and acted upon later"
chapter     = "sexbot"
section     = "mistakes"
rows        = "single"
order       = 520
legal_basis = ["DSA Art. 16", "DSA Art. 35(1)"]
needs       = ["user_reports", "moderation_actions", "phenomenon"]

[columns.reports_rejected]
label       = "Reports turned down"
unit        = "reports"
definition  = "Notices and user reports of the period about sexbot spam, or about an account or content that a measure against sexbot spam concerned at any time, that were decided without action."

[columns.later_acted_share]
label       = "Of these, acted upon later"
unit        = "ratio"
numerator   = "later_acted"
denominator = "reports_rejected"
definition  = "Share of the reports turned down after which the same account or content was acted on as sexbot spam. Notices name no account: of them only the content is compared."
*/
SELECT COUNT(*) FILTER (WHERE rejected) AS reports_rejected, COUNT(*) FILTER (WHERE rejected AND later_acted) AS later_acted
FROM f_sexbot_notices
