/*
title       = "Measures of the register, and what measures them"
chapter     = "minors"
rows        = "group"
order       = 150
legal_basis = ["DSA Art. 28(1)"]
needs       = ["minor_measures"]
note        = "Measures that are in place or partly so. A measure with 0 in the last two columns has no figure: nothing shows whether it works. Computed: an indicator that this report counts where its tables are supplied."

[columns.items]
label      = "Items answered"
unit       = "items"
cases      = "measures"
definition = "Items of the list that the measure names."

[columns.indicators]
label      = "Indicators named"
unit       = "entries"
cases      = "measures"
definition = "Indicators that the register names for the measure."

[columns.computed]
label      = "Of these, computed"
unit       = "entries"
cases      = "measures"
definition = "Of these, indicators that this report computes where its tables are supplied."

[columns.entered]
label      = "Figures entered"
unit       = "entries"
cases      = "measures"
definition = "Figures of the period that were entered for the measure, or for an indicator that it names."
*/
SELECT
    entry AS row_key,
    SUM(item_count)      AS items,
    SUM(indicator_count) AS indicators,
    SUM(computed)        AS computed,
    SUM(entered)         AS entered,
    COUNT(*)             AS measures
FROM f_minor_measures
WHERE status IN ('in_place', 'partly')
GROUP BY entry
ORDER BY entry NULLS FIRST
