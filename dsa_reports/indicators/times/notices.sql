/*
title       = "Time from the notice to the action"
chapter     = "times"
rows        = "group"
legal_basis = ["DSA Art. 15(1)(b)", "DSA Art. 16(6)"]
needs       = ["notices"]
note        = "The official report asks for the median alone; this table shows how the times are spread. Notices without an action are not part of the median unless the reading no_action_in_median says so."

[columns.notices]
label      = "Notices"
unit       = "notices"
definition = "Notices received in the period, by the time from receipt to the action; no action: none was taken, or it has no time."

[columns.trusted]
label      = "Of trusted flaggers"
unit       = "notices"
definition = "Of these, notices submitted by trusted flaggers."
*/
SELECT
    CASE
        WHEN action_seconds IS NULL THEN 'no_action'
        WHEN action_seconds <= 3600 THEN 'within_1_hour'
        WHEN action_seconds <= 86400 THEN 'within_1_day'
        WHEN action_seconds <= 259200 THEN 'within_3_days'
        WHEN action_seconds <= 604800 THEN 'within_7_days'
        WHEN action_seconds <= 2592000 THEN 'within_30_days'
        ELSE 'later'
    END                                                        AS row_key,
    COUNT(*)                                                   AS notices,
    COUNT(*) FILTER (WHERE trusted_flagger)                    AS trusted
FROM f_notices
GROUP BY 1
ORDER BY MIN(action_seconds) NULLS LAST
