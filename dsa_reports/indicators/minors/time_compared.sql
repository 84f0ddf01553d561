/*
title       = "Time to action when minors were reached, and otherwise"
chapter     = "minors"
rows        = "single"
order       = 95
legal_basis = ["DSA Art. 28(1)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = [
    "timed_minors = minors/time_to_action.known_minor.timed + minors/time_to_action.assumed_minor.timed",
    "timed_adults = minors/time_to_action.adult.timed",
    "measures_unknown = minors/time_to_action.unknown.measures",
    "measures = minors/time_to_action.*.measures",
]

[columns.median_hours_minors]
about      = "minors"
label      = "Median time to action, minors reached"
unit       = "hours"
divide_by  = 3600
cases      = "timed_minors"
definition = "Median time from the first harmful event to the decision, over the measures on sexbot spam that addressed known or assumed minors."

[columns.median_hours_adults]
label      = "Median time to action, adults only"
unit       = "hours"
divide_by  = 3600
cases      = "timed_adults"
definition = "The same, over the measures on sexbot spam that addressed adults only."

[columns.measures_unknown_share]
label       = "Measures whose recipients' age group is unknown"
unit        = "ratio"
numerator   = "measures_unknown"
denominator = "measures"
definition  = "Share of the measures on sexbot spam of which the age group addressed is not known: they are in neither median."
*/
SELECT
    MEDIAN(seconds_from_first_event) FILTER (WHERE recipient_age_group IN ('known_minor', 'assumed_minor')) AS median_hours_minors,
    COUNT(seconds_from_first_event) FILTER (WHERE recipient_age_group IN ('known_minor', 'assumed_minor'))  AS timed_minors,
    MEDIAN(seconds_from_first_event) FILTER (WHERE recipient_age_group = 'adult')                           AS median_hours_adults,
    COUNT(seconds_from_first_event) FILTER (WHERE recipient_age_group = 'adult')                            AS timed_adults,
    COUNT(*) FILTER (WHERE recipient_age_group = 'unknown')                                                 AS measures_unknown,
    COUNT(*)                                                                                                AS measures
FROM f_sexbot_measures
