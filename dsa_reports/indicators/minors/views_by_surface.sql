/*
title       = "Views of sexbot spam before action, by surface and age group of the viewer"
chapter     = "minors"
rows        = "group"
order       = 103
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)"]
needs       = ["exposure"]
sums        = [
    "views = known_minor + assumed_minor + adult + unknown",
    "minors/exposure.known_minor.views_before_action = minors/views_by_surface.*.known_minor",
    "minors/exposure.assumed_minor.views_before_action = minors/views_by_surface.*.assumed_minor",
    "minors/exposure.adult.views_before_action = minors/views_by_surface.*.adult",
    "minors/exposure.unknown.views_before_action = minors/views_by_surface.*.unknown",
    "minors/exposure.*.entries_before = minors/views_by_surface.*.entries",
]

[columns.known_minor]
about      = "minors"
label      = "Known minors"
unit       = "views"
cases      = "entries"
definition = "Views of later actioned sexbot spam before the action by known minors, by surface."

[columns.assumed_minor]
about      = "minors"
label      = "Assumed minors"
unit       = "views"
cases      = "entries"
definition = "Views of later actioned sexbot spam before the action by assumed minors, by surface."

[columns.adult]
label      = "Adults"
unit       = "views"
cases      = "entries"
definition = "Views of later actioned sexbot spam before the action by adults, by surface."

[columns.unknown]
label      = "Age group unknown"
unit       = "views"
cases      = "entries"
definition = "Views of later actioned sexbot spam before the action by recipients whose age group is not known, by surface."

[columns.views]
label      = "All views"
unit       = "views"
cases      = "entries"
definition = "Views of later actioned sexbot spam before the action, by surface."
*/
SELECT
    surface AS row_key,
    SUM(views_before_action) FILTER (WHERE age_group = 'known_minor')   AS known_minor,
    SUM(views_before_action) FILTER (WHERE age_group = 'assumed_minor') AS assumed_minor,
    SUM(views_before_action) FILTER (WHERE age_group = 'adult')         AS adult,
    SUM(views_before_action) FILTER (WHERE age_group = 'unknown')       AS unknown,
    SUM(views_before_action)                                          AS views,
    COUNT(views_before_action)                                        AS entries
FROM f_exposure
WHERE phenomenon = 'sexbot_spam' AND views_before_action IS NOT NULL
GROUP BY surface
ORDER BY surface NULLS FIRST
