/*
title       = "Complaints against measures on sexbot spam"
chapter     = "sexbot"
section     = "mistakes"
rows        = "single"
order       = 500
legal_basis = ["DSA Art. 20"]
needs       = ["complaints", "phenomenon"]
note        = "Accounts that got no statement of reasons can hardly complain: few complaints are no proof of few mistakes."

[columns.complaints]
label       = "Complaints against these measures"
unit        = "complaints"
definition  = "Complaints submitted in the period against measures tagged as sexbot spam."

[columns.reversal_share]
label       = "Decided complaints that were reversed"
unit        = "ratio"
numerator   = "reversed"
denominator = "decided"
definition  = "Share of the decided complaints after which the measure was (partially) reversed."
*/
SELECT COUNT(*) FILTER (WHERE submitted) AS complaints,
       COUNT(*) FILTER (WHERE reversed) AS reversed,
       COUNT(*) FILTER (WHERE decided)  AS decided
FROM f_sexbot_complaints
