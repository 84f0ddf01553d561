/*
title       = "Notices processed solely, or not, by automated means"
part        = 8
rows        = "scope"
scopes      = ["notices", "trusted_flagger_notices"]
legal_basis = ["DSA Art. 15(1)(b)", "DSA Art. 15(1)(e)", "IR 2024/2835 Annex II, II.1.6"]
readings    = ["partly_automated", "user_reports"]

[columns.solely]
row        = "notices_solely_automated"
unit       = "notices"
definition = "Notices processed solely by automated means."

[columns.not_automated]
row        = "notices_not_automated"
unit       = "notices"
definition = "Notices not processed by automated means."
*/
SELECT 'notices' AS scope, COUNT(*) FILTER (WHERE solely_automated) AS solely,
       COUNT(*) FILTER (WHERE not_automated) AS not_automated
FROM f_notices
UNION ALL
SELECT 'trusted_flagger_notices', COUNT(*) FILTER (WHERE solely_automated), COUNT(*) FILTER (WHERE not_automated)
FROM f_notices
WHERE trusted_flagger
