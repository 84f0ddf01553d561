/*
title       = "Contacts by sexbot spam, by campaign and age group of the account addressed"
chapter     = "minors"
rows        = "group"
order       = 105
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)"]
needs       = ["account_events", "moderation_actions", "phenomenon", "campaigns"]
sums        = [
    "contacts = known_minor + assumed_minor + adult + unknown",
    "sexbot/reached_by_age.known_minor.contacts = minors/campaign_contacts.*.known_minor",
    "sexbot/reached_by_age.assumed_minor.contacts = minors/campaign_contacts.*.assumed_minor",
    "sexbot/reached_by_age.adult.contacts = minors/campaign_contacts.*.adult",
    "sexbot/reached_by_age.unknown.contacts = minors/campaign_contacts.*.unknown",
]
note        = "Only campaigns that a named person confirmed: the ten with the most confirmed accounts, then the others together, then accounts of no confirmed campaign. A campaign is named by a key that stays from report to report; who is behind it is not said."

[columns.known_minor]
about      = "minors"
label      = "Known minors"
unit       = "contacts"
cases      = "contacts"
definition = "Contacts with known minors by accounts on which the period's measures against sexbot spam acted, by campaign."

[columns.assumed_minor]
about      = "minors"
label      = "Assumed minors"
unit       = "contacts"
cases      = "contacts"
definition = "Contacts with assumed minors by accounts on which the period's measures against sexbot spam acted, by campaign."

[columns.adult]
label      = "Adults"
unit       = "contacts"
cases      = "contacts"
definition = "Contacts with adults by accounts on which the period's measures against sexbot spam acted, by campaign."

[columns.unknown]
label      = "Age group unknown"
unit       = "contacts"
cases      = "contacts"
definition = "Contacts with recipients whose age group is not known by accounts on which the period's measures against sexbot spam acted, by campaign."

[columns.contacts]
label      = "All contacts"
unit       = "contacts"
cases      = "contacts"
definition = "Contacts by accounts on which the period's measures against sexbot spam acted, by campaign."
*/
SELECT
    campaign AS row_key,
    COALESCE(SUM(contacts) FILTER (WHERE age_group = 'known_minor'), 0)   AS known_minor,
    COALESCE(SUM(contacts) FILTER (WHERE age_group = 'assumed_minor'), 0) AS assumed_minor,
    COALESCE(SUM(contacts) FILTER (WHERE age_group = 'adult'), 0)         AS adult,
    COALESCE(SUM(contacts) FILTER (WHERE age_group = 'unknown'), 0)       AS unknown,
    SUM(contacts)                                                       AS contacts
FROM f_campaign_reach
WHERE contacts IS NOT NULL
GROUP BY campaign
ORDER BY MIN(place) NULLS FIRST
