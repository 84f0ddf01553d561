/*
title       = "Measures without a statement of reasons"
chapter     = "sexbot"
section     = "mistakes"
rows        = "single"
order       = 540
legal_basis = ["DSA Art. 17(2)", "DSA Art. 15(1)(c)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = ["measures = sexbot/handling.measures"]
note        = "Deceptive high-volume commercial content needs no statement of reasons (Art. 17(2)); its measures count in parts 3 to 8 all the same. The exception is narrow, and why a decision falls under it should be on record."

[columns.contact_unknown_share]
label       = "Measures where nobody could be told"
unit        = "ratio"
numerator   = "contact_unknown"
denominator = "measures"
definition  = "Share of the measures for which the provider knows no electronic contact of the recipient, so that no statement of reasons reached anybody."
*/
SELECT COUNT(*) AS measures, COUNT(*) FILTER (WHERE NOT contact_known) AS contact_unknown
FROM f_sexbot_measures
