/*
title       = "How fast it was acted on"
chapter     = "sexbot"
section     = "speed"
rows        = "single"
order       = 140
legal_basis = ["DSA Art. 35(1)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = ["timed = minors/time_compared.timed_adults + minors/time_compared.timed_minors + minors/time_to_action.unknown.timed"]

[columns.median_hours_to_action]
label       = "Median time from first harm to action"
unit        = "hours"
divide_by   = 3600
cases       = "timed"
definition  = "Median time from the first harmful event to the decision, where both are logged."

[columns.p90_hours_to_action]
label       = "Nine in ten within, from first harm"
unit        = "hours"
divide_by   = 3600
cases       = "timed"
definition  = "Time within which nine in ten of these decisions were taken, from the first harmful event: the smallest logged time that at least nine in ten do not exceed."

[columns.median_hours_from_report]
label       = "Median time from first report to action"
unit        = "hours"
divide_by   = 3600
cases       = "reported"
definition  = "Median time from the first order, notice or user report to the decision, where one came first."

[columns.p90_hours_from_report]
label       = "Nine in ten within, from first report"
unit        = "hours"
divide_by   = 3600
cases       = "reported"
definition  = "Time within which nine in ten of these decisions were taken, from the first report."

[columns.views_before_action]
label       = "Views before action"
unit        = "views"
cases       = "viewed"
definition  = "Views of the content before the action, summed over measures that log them."

[columns.unseen_share]
label       = "Acted on before any view"
unit        = "ratio"
numerator   = "unseen"
denominator = "viewed"
definition  = "Share of the measures with logged views that came before any view."

[columns.late_share]
label       = "Acted on more than 7 days after the account was made"
unit        = "ratio"
numerator   = "late"
denominator = "registered"
definition  = "Share of the measures on accounts of which the registration is logged that came more than 7 days (of 24 hours) after it."
*/
SELECT
    MEDIAN(seconds_from_first_event)                                               AS median_hours_to_action,
    PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY seconds_from_first_event)          AS p90_hours_to_action,
    COUNT(seconds_from_first_event)                                                AS timed,
    MEDIAN(seconds_from_first_report)                                              AS median_hours_from_report,
    PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY seconds_from_first_report)         AS p90_hours_from_report,
    COUNT(seconds_from_first_report)                                               AS reported,
    SUM(views_before_action)                                                       AS views_before_action,
    COUNT(views_before_action)                                                     AS viewed,
    COUNT(*) FILTER (WHERE views_before_action = 0)                                AS unseen,
    COUNT(*) FILTER (WHERE seconds_from_registration > 604800)                     AS late,
    COUNT(seconds_from_registration)                                               AS registered
FROM f_sexbot_measures
