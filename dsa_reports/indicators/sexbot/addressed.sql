/*
title       = "Whom the measures say it addressed"
chapter     = "sexbot"
section     = "reached"
rows        = "single"
order       = 400
legal_basis = ["DSA Art. 28(1)", "DSA Art. 35(1)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = [
    "sexbot/handling.measures >= minors_addressed + age_unknown",
    "age_unknown = minors/time_compared.measures_unknown",
    "sexbot/handling.measures = minors/time_to_action.adult.measures + minors_addressed + age_unknown",
]

[columns.minors_addressed]
about       = "minors"
label       = "Measures on spam that addressed minors"
unit        = "measures"
definition  = "Measures against spam that addressed known or assumed minors, as the platform knows it."

[columns.age_unknown]
label       = "Measures where the age addressed is unknown"
unit        = "measures"
definition  = "Measures against spam of which the age group addressed is not known."
*/
SELECT
    COUNT(*) FILTER (WHERE recipient_age_group IN ('known_minor', 'assumed_minor'))    AS minors_addressed,
    COUNT(*) FILTER (WHERE recipient_age_group = 'unknown')                            AS age_unknown
FROM f_sexbot_measures
