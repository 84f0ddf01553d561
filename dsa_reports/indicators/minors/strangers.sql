/*
title       = "Contacts by accounts that were later acted on for sexbot spam"
chapter     = "minors"
rows        = "group"
order       = 104
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)"]
needs       = ["account_events", "moderation_actions", "phenomenon"]
minor_rows  = ["known_minor", "assumed_minor"]
sums        = ["contacts >= by_strangers + relation_unknown", "contacts >= accounts_reached"]
note        = "Acts in the logs of accounts by which an account that the period's measures concern addressed another one. A stranger is an account that the platform knows not to have been connected before; where it does not say, the relation is unknown."

[columns.contacts]
label      = "Contacts"
unit       = "contacts"
cases      = "contacts"
definition = "Comments, messages, follows, likes, mentions, group adds and story views by accounts on which the period's measures against sexbot spam acted, by age group of the account addressed."

[columns.by_strangers]
label      = "By strangers"
unit       = "contacts"
cases      = "contacts"
definition = "Of these, by accounts that were not connected with the one addressed."

[columns.relation_unknown_share]
label       = "Relation unknown"
unit        = "ratio"
numerator   = "relation_unknown"
denominator = "contacts"
cases       = "contacts"
definition  = "Share of the contacts of which the platform does not say whether the accounts were connected."

[columns.accounts_reached]
label      = "Accounts reached"
unit       = "accounts"
definition = "Different accounts addressed, as far as the logs name them by a pseudonym."
*/
SELECT
    age_group AS row_key,
    SUM(contacts)                                        AS contacts,
    SUM(contacts) FILTER (WHERE relation = 'stranger')   AS by_strangers,
    SUM(contacts) FILTER (WHERE relation = 'unknown')    AS relation_unknown,
    COUNT(DISTINCT target_ref)                           AS accounts_reached
FROM f_sexbot_contacts
GROUP BY age_group
ORDER BY CASE age_group WHEN 'known_minor' THEN 1 WHEN 'assumed_minor' THEN 2 WHEN 'adult' THEN 3 ELSE 4 END NULLS FIRST
