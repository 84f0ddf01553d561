/*
title       = "Time to action, by the age group that the spam addressed"
chapter     = "minors"
rows        = "group"
order       = 110
legal_basis = ["DSA Art. 28(1)"]
needs       = ["moderation_actions", "phenomenon"]
minor_rows  = ["known_minor", "assumed_minor"]
sums        = [
    "measures >= timed",
    "sexbot/addressed.minors_addressed = minors/time_to_action.known_minor.measures + minors/time_to_action.assumed_minor.measures",
    "sexbot/addressed.age_unknown = minors/time_to_action.unknown.measures",
    "sexbot/handling.measures = minors/time_to_action.*.measures",
    "sexbot/speed.timed = minors/time_to_action.*.timed",
]

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
ORDER BY CASE recipient_age_group WHEN 'known_minor' THEN 1 WHEN 'assumed_minor' THEN 2 WHEN 'adult' THEN 3 ELSE 4 END NULLS FIRST
