/*
title       = "Confirmed items of the guidelines in place"
chapter     = "minors"
rows        = "single"
order       = 125
legal_basis = ["DSA Art. 28(1)"]
needs       = ["minor_measures"]

[columns.confirmed_in_place_share]
label       = "Confirmed guideline items in place"
unit        = "ratio"
numerator   = "confirmed_in_place"
denominator = "confirmed_applicable"
definition  = "Share of the items of the Commission's guidelines that a second source confirms, less those set aside as not applicable, that a measure in place names. Not a statement about the law."
*/
SELECT
    COUNT(*) FILTER (WHERE state = 'in_place')        AS confirmed_in_place,
    COUNT(*) FILTER (WHERE state <> 'not_applicable') AS confirmed_applicable
FROM f_minor_items
WHERE kind = 'guideline' AND counts
