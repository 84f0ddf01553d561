/*
title       = "Notices about sexbot spam"
chapter     = "sexbot"
rows        = "single"
order       = 20
legal_basis = ["DSA Art. 16", "DSA Art. 22"]
needs       = ["notices", "phenomenon"]

[columns.notices]
label      = "Notices about sexbot spam"
unit       = "notices"
definition = "Art. 16 notices that the platform's own label tags as sexbot spam."

[columns.victims_notices]
label      = "Notices by victims, helplines, trusted flaggers"
unit       = "notices"
definition = "Notices by victims, helplines and trusted flaggers."

[columns.victims_notices_acted_share]
label      = "Of these, acted upon"
unit        = "ratio"
numerator   = "victims_notices_acted"
denominator = "victims_notices"
definition  = "Share of the notices by victims, helplines and trusted flaggers on which action was taken."

[columns.median_hours_to_act]
label      = "Median time from notice to action"
unit       = "hours"
divide_by  = 3600
cases      = "timed"
definition = "Median time from receipt of a notice to the action, where one was taken."
*/
SELECT
    COUNT(*) FILTER (WHERE route = 'notice')        AS notices,
    COUNT(*) FILTER (WHERE route = 'notice' AND reporter_kind IN ('victim', 'helpline', 'trusted_flagger')) AS victims_notices,
    COUNT(*) FILTER (WHERE route = 'notice' AND reporter_kind IN ('victim', 'helpline', 'trusted_flagger') AND acted_upon) AS victims_notices_acted,
    MEDIAN(action_seconds) FILTER (WHERE route = 'notice')  AS median_hours_to_act,
    COUNT(action_seconds) FILTER (WHERE route = 'notice')   AS timed
FROM f_sexbot_notices
