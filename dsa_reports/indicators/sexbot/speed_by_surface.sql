/*
title       = "Time to action, by surface"
chapter     = "sexbot"
section     = "speed"
rows        = "group"
order       = 150
legal_basis = ["DSA Art. 35(1)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = [
    "sexbot/speed.timed = sexbot/speed_by_surface.*.timed",
    "sexbot/speed.reported = sexbot/speed_by_surface.*.reported",
    "sexbot/speed.viewed = sexbot/speed_by_surface.*.viewed",
    "sexbot/speed.unseen = sexbot/speed_by_surface.*.unseen",
]

[columns.median_hours]
label       = "Median, from the first event"
unit        = "hours"
divide_by   = 3600
cases       = "timed"
definition  = "Median time from the first harmful event to the decision, where both are logged."

[columns.p90_hours]
label       = "Nine in ten, from the first event"
unit        = "hours"
divide_by   = 3600
cases       = "timed"
definition  = "Time within which nine in ten of these decisions were taken, from the first harmful event."

[columns.median_hours_report]
label       = "Median, from the first report"
unit        = "hours"
divide_by   = 3600
cases       = "reported"
definition  = "Median time from the first order, notice or user report to the decision, where one came first."

[columns.p90_hours_report]
label       = "Nine in ten, from the first report"
unit        = "hours"
divide_by   = 3600
cases       = "reported"
definition  = "Time within which nine in ten of these decisions were taken, from the first report."

[columns.unseen_share]
label       = "Acted on before any view"
unit        = "ratio"
numerator   = "unseen"
denominator = "viewed"
definition  = "Share of the measures with logged views that came before any view."
*/
SELECT surface AS row_key,
    MEDIAN(seconds_from_first_event)                                               AS median_hours,
    PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY seconds_from_first_event)          AS p90_hours,
    COUNT(seconds_from_first_event)                                                AS timed,
    MEDIAN(seconds_from_first_report)                                              AS median_hours_report,
    PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY seconds_from_first_report)         AS p90_hours_report,
    COUNT(seconds_from_first_report)                                               AS reported,
    COUNT(*) FILTER (WHERE views_before_action = 0)                                AS unseen,
    COUNT(views_before_action)                                                     AS viewed
FROM f_sexbot_measures
GROUP BY surface
ORDER BY surface NULLS FIRST
