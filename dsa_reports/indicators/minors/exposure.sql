/*
title       = "Sexbot spam by age group of the recipient, as the platform knows it"
chapter     = "minors"
rows        = "group"
order       = 100
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)"]
needs       = ["exposure"]
minor_rows  = ["known_minor", "assumed_minor"]
note        = "Age is never inferred here; the group of unknown age is always shown. Shares of sampled views are unweighted estimates."

[columns.contacts]
label      = "Contacts"
unit       = "contacts"
cases      = "entries"
definition = "Unwanted contacts by accounts of sexbot spam, by age group of the recipient."

[columns.sampled_share]
label       = "Share of sampled views"
unit        = "ratio"
numerator   = "violative"
denominator = "sampled"
cases       = "entries_sampled"
definition  = "Share of the randomly sampled and reviewed views that were of sexbot spam, all samples of the group together and unweighted."

[columns.views_before_action]
label      = "Views before action"
unit       = "views"
cases      = "entries_before"
definition = "Views of later actioned sexbot spam before the action, by age group of the recipient."

[columns.views_after_first_interaction]
label      = "Views recommended after a first interaction"
unit       = "views"
cases      = "entries_after"
definition = "Views of sexbot spam that was recommended after a first interaction with it, by age group of the recipient."

[columns.suggestions]
label      = "Accounts suggested"
unit       = "suggestions"
cases      = "entries_suggested"
definition = "How often accounts of sexbot spam were suggested to recipients of the age group, before or without an action."
*/
SELECT
    age_group AS row_key,
    SUM(contacts)                                                   AS contacts,
    COUNT(contacts)                                                 AS entries,
    SUM(sampled_violative_views) FILTER (WHERE sampled_violative_views IS NOT NULL AND sampled_views IS NOT NULL) AS violative,
    SUM(sampled_views) FILTER (WHERE sampled_violative_views IS NOT NULL AND sampled_views IS NOT NULL)           AS sampled,
    COUNT(*) FILTER (WHERE sampled_violative_views IS NOT NULL AND sampled_views IS NOT NULL)                     AS entries_sampled,
    SUM(views_before_action)                                        AS views_before_action,
    COUNT(views_before_action)                                      AS entries_before,
    SUM(views_after_first_interaction)                              AS views_after_first_interaction,
    COUNT(views_after_first_interaction)                            AS entries_after,
    SUM(account_suggestions)                                        AS suggestions,
    COUNT(account_suggestions)                                      AS entries_suggested
FROM f_exposure
WHERE phenomenon = 'sexbot_spam'
GROUP BY age_group
ORDER BY CASE age_group WHEN 'known_minor' THEN 1 WHEN 'assumed_minor' THEN 2 WHEN 'adult' THEN 3 ELSE 4 END NULLS FIRST
