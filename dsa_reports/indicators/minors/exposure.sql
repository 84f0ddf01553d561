/*
title       = "Contacts by sexbot spam, by age group as the platform knows it"
chapter     = "minors"
rows        = "group"
order       = 100
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)"]
needs       = ["exposure"]
note        = "Age is never inferred here; the group of unknown age is always shown."

[columns.contacts]
label      = "Contacts"
unit       = "contacts"
cases      = "entries"
definition = "Unwanted contacts by accounts of sexbot spam, by age group of the recipient."
*/
SELECT age_group AS row_key, SUM(contacts) AS contacts, COUNT(contacts) AS entries
FROM f_exposure
WHERE phenomenon = 'sexbot_spam'
GROUP BY age_group
ORDER BY age_group NULLS FIRST
