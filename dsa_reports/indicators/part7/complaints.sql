/*
title       = "Complaints to the internal complaint-handling system"
part        = 7
rows        = "row"
row_keys    = ["complaints", "complaints_visibility", "complaints_service", "complaints_account", "complaints_monetisation", "complaints_no_action", "complaints_no_action_trusted_flagger"]
legal_basis = ["DSA Art. 15(1)(d)", "DSA Art. 20", "IR 2024/2835 Annex II, II.1.5"]
readings    = ["complaints_cut_off", "omitted_in_median", "trusted_flagger_complaints"]

[columns.total]
unit       = "complaints"
definition = "Complaints submitted in the period, by the decision complained about."

[columns.upheld]
unit       = "complaints"
definition = "Complaints after which the first decision was upheld."

[columns.partially_reversed]
unit       = "complaints"
definition = "Complaints after which the first decision was partially reversed."

[columns.reversed]
unit       = "complaints"
definition = "Complaints after which the first decision was reversed."

[columns.median_time]
unit       = "hours"
divide_by  = 3600
cases      = "timed"
definition = "Median time from the sending of the complaint to the notification of the decision."

[columns.omitted]
unit       = "complaints"
only_rows  = ["complaints"]
definition = "Complaints that led to no decision, for example because they were withdrawn."
*/
WITH by_row AS (
    SELECT 'complaints' AS row_key, submitted, outcome, decision_seconds FROM f_complaints
    UNION ALL
    SELECT 'complaints_visibility' AS row_key, submitted, outcome, decision_seconds FROM f_complaints WHERE basis = 'visibility'
    UNION ALL
    SELECT 'complaints_service' AS row_key, submitted, outcome, decision_seconds FROM f_complaints WHERE basis = 'service'
    UNION ALL
    SELECT 'complaints_account' AS row_key, submitted, outcome, decision_seconds FROM f_complaints WHERE basis = 'account'
    UNION ALL
    SELECT 'complaints_monetisation' AS row_key, submitted, outcome, decision_seconds FROM f_complaints WHERE basis = 'monetisation'
    UNION ALL
    SELECT 'complaints_no_action' AS row_key, submitted, outcome, decision_seconds FROM f_complaints WHERE about_any_notice
    UNION ALL
    SELECT 'complaints_no_action_trusted_flagger' AS row_key, submitted, outcome, decision_seconds FROM f_complaints WHERE basis = 'no_action_on_notice' AND by_trusted_flagger
)
SELECT
    row_key,
    COUNT(*) FILTER (WHERE submitted)                       AS total,
    COUNT(*) FILTER (WHERE outcome = 'upheld')              AS upheld,
    COUNT(*) FILTER (WHERE outcome = 'partially_reversed')  AS partially_reversed,
    COUNT(*) FILTER (WHERE outcome = 'reversed')            AS reversed,
    MEDIAN(decision_seconds)                                AS median_time,
    COUNT(*) FILTER (WHERE outcome = 'omitted')             AS omitted,
    COUNT(decision_seconds)                                 AS timed
FROM by_row
GROUP BY row_key
ORDER BY row_key NULLS FIRST
