/*
title       = "Contacts by sexbot spam, by surface"
chapter     = "minors"
rows        = "group"
order       = 102
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)"]
needs       = ["exposure"]
sums        = [
    "contacts_all >= contacts_minors + contacts_unknown",
    "minors/contacted.contacts_minors = minors/exposure_by_surface.*.contacts_minors",
    "minors/contacted.contacts_unknown = minors/exposure_by_surface.*.contacts_unknown",
    "minors/contacted.contacts_all = minors/exposure_by_surface.*.contacts_all",
    "minors/contacted.entries = minors/exposure_by_surface.*.entries",
]

[columns.contacts_minors]
about      = "minors"
label      = "With known or assumed minors"
unit       = "contacts"
cases      = "entries"
definition = "Unwanted contacts by sexbot spam with known or assumed minors, by surface."

[columns.contacts_unknown]
label      = "Age group unknown"
unit       = "contacts"
cases      = "entries"
definition = "Unwanted contacts by sexbot spam of which the recipient's age group is not known, by surface."

[columns.contacts_all]
label      = "All contacts"
unit       = "contacts"
cases      = "entries"
definition = "Unwanted contacts by sexbot spam, by surface."
*/
SELECT
    surface AS row_key,
    SUM(contacts) FILTER (WHERE age_group IN ('known_minor', 'assumed_minor')) AS contacts_minors,
    SUM(contacts) FILTER (WHERE age_group = 'unknown')                         AS contacts_unknown,
    SUM(contacts)                                                              AS contacts_all,
    COUNT(contacts)                                                            AS entries
FROM f_exposure
WHERE phenomenon = 'sexbot_spam' AND contacts IS NOT NULL
GROUP BY surface
ORDER BY surface NULLS FIRST
