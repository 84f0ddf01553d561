/*
title       = "Measures for the protection of minors"
chapter     = "minors"
rows        = "single"
order       = 120
legal_basis = ["DSA Art. 28(1)"]
needs       = ["minor_measures"]

[columns.measures]
label      = "Measures in the register"
unit       = "measures"
definition = "Measures in the provider's register."

[columns.in_place]
label      = "In place"
unit       = "measures"
definition = "Of these, in place."

[columns.partly]
label      = "Partly in place"
unit       = "measures"
definition = "Of these, partly in place."

[columns.planned]
label      = "Planned"
unit       = "measures"
definition = "Of these, planned."

[columns.set_aside]
label      = "Set aside with a reason"
unit       = "measures"
definition = "Of these, not applicable or rejected, with a reason."

[columns.without_evidence]
label      = "In place without evidence"
unit       = "measures"
definition = "Measures in place or partly in place without evidence."

[columns.without_figure]
label      = "In place without any figure"
unit       = "measures"
definition = "Measures in place or partly in place that no indicator of this report and no entered figure measures."
*/
SELECT
    COUNT(*)                                                        AS measures,
    COUNT(*) FILTER (WHERE status = 'in_place')                     AS in_place,
    COUNT(*) FILTER (WHERE status = 'partly')                       AS partly,
    COUNT(*) FILTER (WHERE status = 'planned')                      AS planned,
    COUNT(*) FILTER (WHERE status IN ('not_applicable', 'rejected')) AS set_aside,
    COUNT(*) FILTER (WHERE status IN ('in_place', 'partly') AND NOT has_evidence) AS without_evidence,
    COUNT(*) FILTER (WHERE status IN ('in_place', 'partly') AND computed = 0 AND entered = 0) AS without_figure
FROM f_minor_measures
