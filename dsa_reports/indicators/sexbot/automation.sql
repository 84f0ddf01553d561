/*
title       = "How often the automated means were right"
chapter     = "sexbot"
section     = "quality"
rows        = "group"
order       = 200
legal_basis = ["DSA Art. 15(1)(e)", "DSA Art. 42(2)(c)"]
needs       = ["automation_evaluations", "labelled_systems"]
note        = "Only samples of the automated means that the definition of sexbot spam names. A sample says nothing of cases that were not drawn."

[columns.precision]
label       = "Precision"
unit        = "ratio"
numerator   = "right"
denominator = "found"
cases       = "samples"
definition  = "Share of what the automated means restricted in the labelled samples that was rightly restricted; samples of all these means together, unweighted."

[columns.recall]
label       = "Recall"
unit        = "ratio"
numerator   = "right"
denominator = "wanted"
cases       = "samples"
definition  = "Share of what should have been restricted in the labelled samples that the automated means did restrict."

[columns.sample]
label       = "Labelled cases"
unit        = "cases"
cases       = "samples"
definition  = "All cases of the labelled samples, by the rows of part 8 that they speak of."
*/
SELECT scope AS row_key,
    SUM(true_positives)                                                             AS right,
    SUM(true_positives + false_positives)                                           AS found,
    SUM(true_positives + false_negatives)                                           AS wanted,
    SUM(true_positives + false_positives + true_negatives + false_negatives)        AS sample,
    COUNT(*)                                                                        AS samples
FROM f_sexbot_evaluations
GROUP BY scope
ORDER BY scope NULLS FIRST
