/*
title       = "Items of the law and additions of the toolkit, by state of the measures"
chapter     = "minors"
rows        = "group"
order       = 140
legal_basis = ["DSA Art. 28", "DSA Art. 26(2)", "DSA Art. 14(3)"]
needs       = ["minor_measures"]
note        = "Counted apart from the guidelines, and without a share: a register shows which measures answer the law, not whether the law is met."

[columns.items]
label      = "Items"
unit       = "items"
definition = "Items of the kind."

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
*/
SELECT
    chapter AS row_key,
    COUNT(*) AS items,
    COUNT(*) FILTER (WHERE state = 'in_place')           AS in_place,
    COUNT(*) FILTER (WHERE state = 'partly')             AS partly,
    COUNT(*) FILTER (WHERE state = 'planned')            AS planned,
    COUNT(*) FILTER (WHERE state = 'not_applicable')     AS not_applicable,
    COUNT(*) FILTER (WHERE state = 'rejected')           AS rejected,
    COUNT(*) FILTER (WHERE state = 'missing')            AS missing
FROM f_minor_items
WHERE kind <> 'guideline'
GROUP BY chapter
ORDER BY MIN(position) NULLS FIRST
