/*
title       = "Time to action, by the age group that the spam addressed"
chapter     = "minors"
rows        = "group"
order       = 110
legal_basis = ["DSA Art. 28(1)"]
needs       = ["moderation_actions", "phenomenon"]

[columns.measures]
label      = "Measures"
unit       = "measures"
definition = "Measures on sexbot spam, by the youngest age group addressed."

[columns.median_hours]
label      = "Median time to action"
unit       = "hours"
divide_by  = 3600
cases      = "timed"
definition = "Median time from the first harmful event to the decision."
*/
SELECT recipient_age_group AS row_key, COUNT(*) AS measures, MEDIAN(seconds_from_first_event) AS median_hours,
       COUNT(seconds_from_first_event) AS timed
FROM f_sexbot_measures
GROUP BY recipient_age_group
ORDER BY recipient_age_group NULLS FIRST
