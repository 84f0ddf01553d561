/*
title       = "Contacts by sexbot spam, by surface and age group of the recipient"
chapter     = "minors"
rows        = "group"
order       = 102
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)"]
needs       = ["exposure"]
sums        = [
    "contacts = known_minor + assumed_minor + adult + unknown",
    "minors/exposure.known_minor.contacts = minors/exposure_by_surface.*.known_minor",
    "minors/exposure.assumed_minor.contacts = minors/exposure_by_surface.*.assumed_minor",
    "minors/exposure.adult.contacts = minors/exposure_by_surface.*.adult",
    "minors/exposure.unknown.contacts = minors/exposure_by_surface.*.unknown",
    "minors/contacted.entries = minors/exposure_by_surface.*.entries",
]

[columns.known_minor]
about      = "minors"
label      = "Known minors"
unit       = "contacts"
cases      = "entries"
definition = "Unwanted contacts by sexbot spam with known minors, by surface."

[columns.assumed_minor]
about      = "minors"
label      = "Assumed minors"
unit       = "contacts"
cases      = "entries"
definition = "Unwanted contacts by sexbot spam with assumed minors, by surface."

[columns.adult]
label      = "Adults"
unit       = "contacts"
cases      = "entries"
definition = "Unwanted contacts by sexbot spam with adults, by surface."

[columns.unknown]
label      = "Age group unknown"
unit       = "contacts"
cases      = "entries"
definition = "Unwanted contacts by sexbot spam with recipients whose age group is not known, by surface."

[columns.contacts]
label      = "All contacts"
unit       = "contacts"
cases      = "entries"
definition = "Unwanted contacts by sexbot spam, by surface."
*/
SELECT
    surface AS row_key,
    SUM(contacts) FILTER (WHERE age_group = 'known_minor')   AS known_minor,
    SUM(contacts) FILTER (WHERE age_group = 'assumed_minor') AS assumed_minor,
    SUM(contacts) FILTER (WHERE age_group = 'adult')         AS adult,
    SUM(contacts) FILTER (WHERE age_group = 'unknown')       AS unknown,
    SUM(contacts)                                          AS contacts,
    COUNT(contacts)                                        AS entries
FROM f_exposure
WHERE phenomenon = 'sexbot_spam' AND contacts IS NOT NULL
GROUP BY surface
ORDER BY surface NULLS FIRST
