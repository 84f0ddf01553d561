/*
title       = "Disputes before out-of-court dispute settlement bodies"
part        = 7
rows        = "row"
row_keys    = ["disputes"]
legal_basis = ["DSA Art. 24(1)(a)", "DSA Art. 21", "IR 2024/2835 Annex II, II.1.5"]
readings    = ["complaints_cut_off", "omitted_in_median"]

[columns.total]
unit       = "disputes"
definition = "Disputes submitted to out-of-court dispute settlement bodies in the period."

[columns.upheld]
unit       = "disputes"
definition = "Disputes in which the provider's decision was upheld."

[columns.partially_reversed]
unit       = "disputes"
definition = "Disputes in which the provider's decision was partially reversed."

[columns.reversed]
unit       = "disputes"
definition = "Disputes in which the provider's decision was reversed."

[columns.median_time]
unit       = "hours"
divide_by  = 3600
cases      = "timed"
definition = "Median time from the sending of the dispute to the notification of the decision to the provider."

[columns.omitted]
unit       = "disputes"
definition = "Disputes that led to no decision."

[columns.outcomes_implemented]
unit        = "ratio"
numerator   = "implemented"
denominator = "against_provider"
definition  = "Share of the decisions that (partially) reversed the provider's that it implemented."
*/
SELECT
    'disputes'                                                                         AS row_key,
    COUNT(*) FILTER (WHERE submitted)                                                  AS total,
    COUNT(*) FILTER (WHERE outcome = 'upheld')                                         AS upheld,
    COUNT(*) FILTER (WHERE outcome = 'partially_reversed')                             AS partially_reversed,
    COUNT(*) FILTER (WHERE outcome = 'reversed')                                       AS reversed,
    MEDIAN(decision_seconds)                                                           AS median_time,
    COUNT(*) FILTER (WHERE outcome = 'omitted')                                        AS omitted,
    COUNT(decision_seconds)                                                            AS timed,
    COUNT(*) FILTER (WHERE outcome IN ('reversed', 'partially_reversed') AND implemented) AS implemented,
    COUNT(*) FILTER (WHERE outcome IN ('reversed', 'partially_reversed'))              AS against_provider
FROM f_disputes
