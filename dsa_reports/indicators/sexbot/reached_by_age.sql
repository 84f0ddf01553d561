/*
title       = "Recipients that sexbot spam addressed, by age group as the platform knows it"
chapter     = "sexbot"
section     = "reached"
rows        = "group"
order       = 410
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)", "DSA Art. 35(1)"]
needs       = ["account_events", "moderation_actions", "phenomenon"]
minor_rows  = ["known_minor", "assumed_minor"]
sums        = [
    "sexbot/reached_by_age.known_minor.recipients = minors/strangers.known_minor.accounts_reached",
    "sexbot/reached_by_age.known_minor.contacts = minors/strangers.known_minor.contacts",
    "sexbot/reached_by_age.known_minor.by_strangers = minors/strangers.known_minor.by_strangers",
    "sexbot/reached_by_age.assumed_minor.recipients = minors/strangers.assumed_minor.accounts_reached",
    "sexbot/reached_by_age.assumed_minor.contacts = minors/strangers.assumed_minor.contacts",
    "sexbot/reached_by_age.assumed_minor.by_strangers = minors/strangers.assumed_minor.by_strangers",
    "sexbot/reached_by_age.adult.recipients = minors/strangers.adult.accounts_reached",
    "sexbot/reached_by_age.adult.contacts = minors/strangers.adult.contacts",
    "sexbot/reached_by_age.adult.by_strangers = minors/strangers.adult.by_strangers",
    "sexbot/reached_by_age.unknown.recipients = minors/strangers.unknown.accounts_reached",
    "sexbot/reached_by_age.unknown.contacts = minors/strangers.unknown.contacts",
    "sexbot/reached_by_age.unknown.by_strangers = minors/strangers.unknown.by_strangers",
    "sexbot/reached_by_age.known_minor.contacts = sexbot/reached_by_age.known_minor.known_relation + minors/strangers.known_minor.relation_unknown",
    "sexbot/reached_by_age.assumed_minor.contacts = sexbot/reached_by_age.assumed_minor.known_relation + minors/strangers.assumed_minor.relation_unknown",
    "sexbot/reached_by_age.adult.contacts = sexbot/reached_by_age.adult.known_relation + minors/strangers.adult.relation_unknown",
    "sexbot/reached_by_age.unknown.contacts = sexbot/reached_by_age.unknown.known_relation + minors/strangers.unknown.relation_unknown",
]
note        = "An age group is what the platform itself knows; nothing is inferred. Unknown does not mean adult."

[columns.recipients]
label       = "Recipients addressed"
unit        = "accounts"
definition  = "Different accounts addressed by accounts on which the period's measures acted, as far as the logs name them by a pseudonym."

[columns.contacts]
label       = "Contacts"
unit        = "contacts"
cases       = "entries"
definition  = "Comments, messages, follows, likes, mentions, group adds and story views by which they were addressed."

[columns.stranger_share]
label       = "By strangers"
unit        = "ratio"
numerator   = "by_strangers"
denominator = "known_relation"
cases       = "entries"
definition  = "Share of the contacts by accounts that were not connected before, among those where the platform says it."
*/
WITH groups (age_group) AS (VALUES ('known_minor'), ('assumed_minor'), ('adult'), ('unknown'))
SELECT g.age_group AS row_key,
    COUNT(DISTINCT c.target_ref)                                                 AS recipients,
    COALESCE(SUM(c.contacts), 0)                                                 AS contacts,
    COUNT(c.contacts)                                                            AS entries,
    COALESCE(SUM(CASE WHEN c.relation = 'stranger' THEN c.contacts END), 0)      AS by_strangers,
    COALESCE(SUM(CASE WHEN c.relation <> 'unknown' THEN c.contacts END), 0)      AS known_relation
FROM groups AS g
LEFT JOIN f_sexbot_contacts AS c ON c.age_group = g.age_group
GROUP BY g.age_group
ORDER BY g.age_group NULLS FIRST
