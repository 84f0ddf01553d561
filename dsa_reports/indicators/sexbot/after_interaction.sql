/*
title       = "Shown again after a first interaction"
chapter     = "sexbot"
section     = "reached"
rows        = "group"
order       = 430
legal_basis = ["DSA Art. 27(1)", "DSA Art. 34(1)", "DSA Art. 35(1)"]
needs       = ["exposure"]
sums        = [
    "minors/exposure.{row}.views_after_first_interaction = views_after",
    "minors/exposure.{row}.entries_after = entries",
    "minors/exposure.{row}.entries_before = entries_before",
    "minors/exposure.{row}.views_before_action = views_before_action",
]
minor_rows  = ["known_minor", "assumed_minor"]

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
