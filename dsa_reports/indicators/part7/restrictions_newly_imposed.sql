/*
title       = "Restrictions newly imposed as a result of an internal complaint"
part        = 7
rows        = "row"
row_keys    = ["restrictions_newly_imposed"]
legal_basis = ["DSA Art. 15(1)(d)", "DSA Art. 20", "IR 2024/2835 Annex II, II.1.5"]
readings    = ["complaints_cut_off"]

[columns.total]
unit       = "restrictions"
definition = "Complaints with an outcome in the period after which a restriction was newly imposed."
*/
SELECT 'restrictions_newly_imposed' AS row_key, COUNT(*) AS total
FROM f_complaints
WHERE new_restriction
