/*
title       = "Contacts of sexbot spam with known or assumed minors"
chapter     = "minors"
rows        = "single"
order       = 90
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)"]
needs       = ["exposure"]
sums        = [
    "contacts_minors = minors/exposure.known_minor.contacts + minors/exposure.assumed_minor.contacts",
    "contacts_unknown = minors/exposure.unknown.contacts",
    "contacts_all = minors/exposure.*.contacts",
    "entries_minors = minors/exposure.known_minor.entries + minors/exposure.assumed_minor.entries",
    "entries = minors/exposure.*.entries",
]

[columns.contacts_minors]
about      = "minors"
cases      = "entries_minors"
label      = "Contacts with known or assumed minors"
unit       = "contacts"
definition = "Unwanted contacts by sexbot spam with known or assumed minors."

[columns.contacts_unknown_share]
label      = "Contacts whose age group is unknown"
unit        = "ratio"
numerator   = "contacts_unknown"
denominator = "contacts_all"
cases       = "entries"
definition  = "Share of the contacts of which the recipient's age group is not known."
*/
SELECT
    SUM(contacts) FILTER (WHERE age_group IN ('known_minor', 'assumed_minor'))  AS contacts_minors,
    SUM(contacts) FILTER (WHERE age_group = 'unknown')                          AS contacts_unknown,
    SUM(contacts)                                                               AS contacts_all,
    COUNT(contacts) FILTER (WHERE age_group IN ('known_minor', 'assumed_minor')) AS entries_minors,
    COUNT(contacts)                                                             AS entries
FROM f_exposure
WHERE phenomenon = 'sexbot_spam'
