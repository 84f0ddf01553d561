/*
title       = "Accuracy, precision and recall of the automated means"
part        = 8
rows        = "scope"
scopes      = ["total", "own_initiative", "notices", "trusted_flagger_notices", "language"]
split       = ["system", "content_type"]
context     = "methods"
sample      = "labelled"
legal_basis = ["DSA Art. 15(1)(e)", "DSA Art. 42(2)(c)", "IR 2024/2835 Annex II, II.1.6"]

[columns.accuracy]
row         = "accuracy"
unit        = "ratio"
numerator   = "rightly_decided"
denominator = "labelled"
cases       = "samples"
definition  = "(true positives + true negatives) / all labelled cases of the system's samples."

[columns.precision]
row         = "precision"
unit        = "ratio"
numerator   = "true_positives"
denominator = "restricted"
cases       = "samples"
definition  = "true positives / (true positives + false positives)."

[columns.recall]
row         = "recall"
unit        = "ratio"
numerator   = "true_positives"
denominator = "violating"
cases       = "samples"
definition  = "true positives / (true positives + false negatives)."
*/
SELECT
    scope,
    system,
    content_type,
    methods,
    COUNT(*)                                                                    AS samples,
    SUM(true_positives + true_negatives)                                        AS rightly_decided,
    SUM(true_positives + true_negatives + false_positives + false_negatives)    AS labelled,
    SUM(true_positives)                                                         AS true_positives,
    SUM(true_positives + false_positives)                                       AS restricted,
    SUM(true_positives + false_negatives)                                       AS violating
FROM f_evaluations
GROUP BY scope, system, content_type, methods
ORDER BY scope NULLS FIRST, system NULLS FIRST, content_type NULLS FIRST
