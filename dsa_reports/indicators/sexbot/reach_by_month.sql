/*
title       = "Whom it addressed over time: large accounts, ordinary accounts, minors"
chapter     = "sexbot"
section     = "reached"
rows        = "group"
order       = 420
legal_basis = ["DSA Art. 28(1)", "DSA Art. 35(1)"]
needs       = ["account_events", "moderation_actions", "phenomenon"]
sums        = [
    "sexbot/reached_by_age.*.contacts = sexbot/reach_by_month.*.contacts",
    "sexbot/reached_by_age.known_minor.contacts + sexbot/reached_by_age.assumed_minor.contacts = sexbot/reach_by_month.*.minors",
    "sexbot/reached_by_age.unknown.contacts = sexbot/reach_by_month.*.age_unknown",
    "sexbot/reached_by_age.*.entries = sexbot/reach_by_month.*.entries",
]

[columns.contacts]
label       = "Contacts"
unit        = "contacts"
cases       = "entries"
definition  = "Contacts of the month by accounts on which the period's measures acted."

[columns.large_share]
label       = "To accounts with a reach of 100,000 or more"
unit        = "ratio"
numerator   = "large"
denominator = "reach_known"
cases       = "entries"
definition  = "Share of the contacts with accounts of 100,000 or more followers, among those whose reach is known."

[columns.ordinary_share]
label       = "To accounts with a reach below 10,000"
unit        = "ratio"
numerator   = "ordinary"
denominator = "reach_known"
cases       = "entries"
definition  = "Share of the contacts with accounts of fewer than 10,000 followers, among those whose reach is known."

[columns.minors_share]
about       = "minors"
label       = "To known or assumed minors"
unit        = "ratio"
numerator   = "minors"
denominator = "contacts"
cases       = "entries"
definition  = "Share of all contacts of the month with known or assumed minors."

[columns.age_unknown_share]
label       = "Age unknown"
unit        = "ratio"
numerator   = "age_unknown"
denominator = "contacts"
cases       = "entries"
definition  = "Share of all contacts of the month with accounts whose age group is unknown."
*/
SELECT month AS row_key,
    SUM(contacts)                                                                                              AS contacts,
    COUNT(*)                                                                                                   AS entries,
    COALESCE(SUM(CASE WHEN reach_band IN ('100k_1m', 'over_1m') THEN contacts END), 0)                         AS large,
    COALESCE(SUM(CASE WHEN reach_band IN ('under_1k', '1k_10k') THEN contacts END), 0)                         AS ordinary,
    COALESCE(SUM(CASE WHEN reach_band <> 'unknown' THEN contacts END), 0)                                      AS reach_known,
    COALESCE(SUM(CASE WHEN age_group IN ('known_minor', 'assumed_minor') THEN contacts END), 0)                AS minors,
    COALESCE(SUM(CASE WHEN age_group = 'unknown' THEN contacts END), 0)                                        AS age_unknown
FROM f_sexbot_contacts
GROUP BY month
ORDER BY month NULLS FIRST
