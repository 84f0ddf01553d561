/*
title       = "Complaints and reversals by kind of account"
chapter     = "sexbot"
section     = "mistakes"
rows        = "group"
order       = 510
legal_basis = ["DSA Art. 20", "DSA Art. 35(1)"]
needs       = ["complaints", "phenomenon"]

[columns.complaints]
label       = "Complaints"
unit        = "complaints"
definition  = "Complaints submitted in the period against measures tagged as sexbot spam, by what the log says of the measure."

[columns.reversal_share]
label       = "Reversed"
unit        = "ratio"
numerator   = "reversed"
denominator = "decided"
definition  = "Share of the decided complaints after which the measure was (partially) reversed. A group in which it stands out may be one whose members are taken for bots."
*/
SELECT account_group AS row_key, COUNT(*) FILTER (WHERE submitted) AS complaints, COUNT(*) FILTER (WHERE reversed) AS reversed, COUNT(*) FILTER (WHERE decided) AS decided
FROM f_sexbot_complaints
GROUP BY account_group
ORDER BY account_group NULLS FIRST
