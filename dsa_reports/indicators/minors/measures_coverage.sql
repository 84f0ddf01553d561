/*
title       = "Items of the Commission's guidelines, by chapter and state of the measures"
chapter     = "minors"
rows        = "group"
order       = 130
legal_basis = ["DSA Art. 28(1)"]
needs       = ["minor_measures"]
note        = "Shares count only items that a second source confirms, less those set aside as not applicable; the full text of the guidelines was not read. The guidelines bind nobody: a share says how many items the register answers, not whether the law is met."

[columns.items]
label      = "Items"
unit       = "items"
definition = "Items of the chapter, confirmed by a second source or not."

[columns.in_place]
label      = "In place"
unit       = "items"
definition = "Items that a measure in place on the last day of the period names."

[columns.partly]
label      = "Partly in place"
unit       = "items"
definition = "Items that a measure partly in place names, and none in place."

[columns.planned]
label      = "Planned"
unit       = "items"
definition = "Items that only planned measures name."

[columns.not_applicable]
label      = "Not applicable"
unit       = "items"
definition = "Items that the register sets aside as not applicable, with a reason."

[columns.rejected]
label      = "Rejected"
unit       = "items"
definition = "Items that the register rejects, with a reason."

[columns.missing]
label      = "Without a measure"
unit       = "items"
definition = "Items that no running measure of the register names."

[columns.confirmed_in_place_share]
label       = "Confirmed items in place"
unit        = "ratio"
numerator   = "confirmed_in_place"
denominator = "confirmed_applicable"
definition  = "Share of the items that a second source confirms, less those set aside as not applicable, that a measure in place names."
*/
SELECT
    chapter AS row_key,
    COUNT(*) AS items,
    COUNT(*) FILTER (WHERE state = 'in_place')           AS in_place,
    COUNT(*) FILTER (WHERE state = 'partly')             AS partly,
    COUNT(*) FILTER (WHERE state = 'planned')            AS planned,
    COUNT(*) FILTER (WHERE state = 'not_applicable')     AS not_applicable,
    COUNT(*) FILTER (WHERE state = 'rejected')           AS rejected,
    COUNT(*) FILTER (WHERE state = 'missing')            AS missing,
    COUNT(*) FILTER (WHERE counts AND state = 'in_place')        AS confirmed_in_place,
    COUNT(*) FILTER (WHERE counts AND state <> 'not_applicable') AS confirmed_applicable
FROM f_minor_items
WHERE kind = 'guideline'
GROUP BY chapter
ORDER BY MIN(position) NULLS FIRST
