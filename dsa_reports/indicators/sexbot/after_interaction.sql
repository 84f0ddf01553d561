/*
title       = "Shown again after a first interaction"
chapter     = "sexbot"
section     = "reached"
rows        = "group"
order       = 430
legal_basis = ["DSA Art. 27(1)", "DSA Art. 34(1)", "DSA Art. 35(1)"]
needs       = ["exposure"]
minor_rows  = ["known_minor", "assumed_minor"]
sums        = [
    "sexbot/after_interaction.known_minor.views_after = minors/exposure.known_minor.views_after_first_interaction",
    "sexbot/after_interaction.known_minor.entries = minors/exposure.known_minor.entries_after",
    "sexbot/after_interaction.known_minor.views_before_action = minors/exposure.known_minor.views_before_action",
    "sexbot/after_interaction.known_minor.entries_before = minors/exposure.known_minor.entries_before",
    "sexbot/after_interaction.assumed_minor.views_after = minors/exposure.assumed_minor.views_after_first_interaction",
    "sexbot/after_interaction.assumed_minor.entries = minors/exposure.assumed_minor.entries_after",
    "sexbot/after_interaction.assumed_minor.views_before_action = minors/exposure.assumed_minor.views_before_action",
    "sexbot/after_interaction.assumed_minor.entries_before = minors/exposure.assumed_minor.entries_before",
    "sexbot/after_interaction.adult.views_after = minors/exposure.adult.views_after_first_interaction",
    "sexbot/after_interaction.adult.entries = minors/exposure.adult.entries_after",
    "sexbot/after_interaction.adult.views_before_action = minors/exposure.adult.views_before_action",
    "sexbot/after_interaction.adult.entries_before = minors/exposure.adult.entries_before",
    "sexbot/after_interaction.unknown.views_after = minors/exposure.unknown.views_after_first_interaction",
    "sexbot/after_interaction.unknown.entries = minors/exposure.unknown.entries_after",
    "sexbot/after_interaction.unknown.views_before_action = minors/exposure.unknown.views_before_action",
    "sexbot/after_interaction.unknown.entries_before = minors/exposure.unknown.entries_before",
]

[columns.views_after]
label       = "Views after a first interaction"
unit        = "views"
cases       = "entries"
definition  = "Views of sexbot spam that the service recommended after a first interaction with such content, by age group as the platform knows it."

[columns.views_before_action]
label       = "Views before action"
unit        = "views"
cases       = "entries_before"
definition  = "Views of later actioned sexbot spam before the action, as the platform counts them."
*/
WITH groups (age_group) AS (VALUES ('known_minor'), ('assumed_minor'), ('adult'), ('unknown'))
SELECT g.age_group AS row_key,
    SUM(e.views_after_first_interaction)      AS views_after,
    COUNT(e.views_after_first_interaction)    AS entries,
    SUM(e.views_before_action)                AS views_before_action,
    COUNT(e.views_before_action)              AS entries_before
FROM groups AS g
LEFT JOIN f_exposure AS e ON e.age_group = g.age_group AND e.phenomenon = 'sexbot_spam'
GROUP BY g.age_group
ORDER BY g.age_group NULLS FIRST
