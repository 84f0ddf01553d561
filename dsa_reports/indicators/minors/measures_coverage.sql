/*
title       = "Items of the Commission's guidelines by chapter, then of the law and of the toolkit, by state of the measures"
chapter     = "minors"
rows        = "group"
order       = 130
legal_basis = ["DSA Art. 28", "DSA Art. 26(2)", "DSA Art. 14(3)"]
needs       = ["minor_measures"]
note        = "Shares count only items that a second source confirms, less those set aside as not applicable; the full text of the guidelines was not read. The guidelines bind nobody: a share says how many items the register answers, not whether the law is met. The law and the additions of the toolkit are counted apart and have no share."

[columns.items]
label      = "Items"
unit       = "items"
definition = "Items of the chapter or kind, confirmed by a second source or not."

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
label      = "Does not apply"
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
label       = "Confirmed, in place"
unit        = "ratio"
numerator   = "confirmed_in_place"
denominator = "confirmed_applicable"
definition  = "Share of the chapter's items that a second source confirms, less those set aside as not applicable, that a measure in place names."
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
GROUP BY chapter
ORDER BY MIN(position) NULLS FIRST
