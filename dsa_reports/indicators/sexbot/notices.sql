/*
title       = "Notices about sexbot spam"
chapter     = "sexbot"
section     = "found"
rows        = "single"
order       = 120
legal_basis = ["DSA Art. 16", "DSA Art. 22"]
needs       = ["notices", "phenomenon"]

[columns.notices]
label       = "Notices about sexbot spam"
unit        = "notices"
definition  = "Art. 16 notices that the definition of sexbot spam tags."

[columns.victims_notices]
label       = "Notices by victims, helplines, trusted flaggers"
unit        = "notices"
definition  = "Of these, notices by victims, helplines and trusted flaggers."

[columns.victims_notices_acted_share]
label       = "Of these, acted upon"
unit        = "ratio"
numerator   = "victims_notices_acted"
denominator = "victims_notices"
definition  = "Share of the notices by victims, helplines and trusted flaggers on which action was taken."

[columns.median_hours_to_act]
label       = "Median time from notice to action"
unit        = "hours"
divide_by   = 3600
cases       = "timed"
definition  = "Median time from receipt of a notice to the action, where one was taken."
*/
SELECT
    COUNT(*)                                                                                                   AS notices,
    COUNT(*) FILTER (WHERE reporter_kind IN ('victim', 'helpline', 'trusted_flagger'))                         AS victims_notices,
    COUNT(*) FILTER (WHERE reporter_kind IN ('victim', 'helpline', 'trusted_flagger') AND acted_upon)          AS victims_notices_acted,
    MEDIAN(action_seconds)                                                                                     AS median_hours_to_act,
    COUNT(action_seconds)                                                                                      AS timed
FROM f_sexbot_notices
WHERE tagged AND route = 'notice'
