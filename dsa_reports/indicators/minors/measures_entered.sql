/*
title       = "Figures that the provider entered"
chapter     = "minors"
rows        = "group"
order       = 160
legal_basis = ["DSA Art. 28(1)"]
needs       = ["minor_indicators"]
minor_rows  = ["*~minors"]
declared    = true
note        = "Entered by the provider with a source, not counted from rows of logs. Shares from samples stand beside the size of the sample."

[columns.share]
label       = "Share"
unit        = "ratio"
numerator   = "numerator"
denominator = "denominator"
cases       = "entries"
definition  = "Numerator divided by denominator, both as entered."

[columns.value]
label      = "Value"
unit       = "value"
divide_by  = 1000
cases      = "entries"
definition = "The value as entered, in the unit of its indicator; of yes or no 1 or 0."

[columns.sample_size]
about      = "minors"
label      = "Sample"
unit       = "entries"
cases      = "entries"
definition = "Size of the sample, where the figure is an estimate from one."
*/
SELECT
    entry AS row_key,
    SUM(numerator) FILTER (WHERE is_share)   AS numerator,
    SUM(denominator) FILTER (WHERE is_share) AS denominator,
    SUM(thousandths) FILTER (WHERE NOT is_share) AS value,
    SUM(sample_size)                         AS sample_size,
    COUNT(*)                                 AS entries
FROM f_minor_figures
GROUP BY entry
ORDER BY entry NULLS FIRST
