/*
title       = "How much sexbot spam people saw"
chapter     = "sexbot"
section     = "amount"
rows        = "single"
order       = 12
legal_basis = ["DSA Art. 34(1)", "IR 2024/2835 Annex II, II.2"]
needs       = ["exposure"]
sums        = [
    "contacts = minors/contacted.contacts_all",
    "entries_contacts = minors/contacted.entries",
    "entries = minors/exposure.*.entries_sampled",
    "sampled = minors/exposure.*.sampled",
    "violative = minors/exposure.*.violative",
]

[columns.prevalence]
label       = "Prevalence: sampled views that were of sexbot spam"
unit        = "per_10k"
numerator   = "violative"
denominator = "sampled"
cases       = "entries"
definition  = "Sampled and reviewed views that were of sexbot spam, per 10,000 sampled views; all samples together and unweighted."

[columns.prevalence_low]
label       = "Lower end of its 95% interval"
unit        = "per_10k"
numerator   = "violative"
denominator = "sampled"
cases       = "entries"
bound       = "low"
definition  = "Lower end of the 95% Wilson interval of that number, as if all views had been sampled at random."

[columns.prevalence_high]
label       = "Upper end of its 95% interval"
unit        = "per_10k"
numerator   = "violative"
denominator = "sampled"
cases       = "entries"
bound       = "high"
definition  = "Upper end of the 95% Wilson interval of that number, as if all views had been sampled at random."

[columns.contacts]
label       = "Unwanted contacts"
unit        = "contacts"
cases       = "entries_contacts"
definition  = "Unwanted contacts by accounts of sexbot spam, as the platform counts them."
*/
SELECT
    SUM(CASE WHEN sampled_views IS NOT NULL THEN sampled_violative_views END)            AS violative,
    SUM(CASE WHEN sampled_violative_views IS NOT NULL THEN sampled_views END)            AS sampled,
    COUNT(CASE WHEN sampled_violative_views IS NOT NULL THEN sampled_views END)          AS entries,
    SUM(contacts)                                                                        AS contacts,
    COUNT(contacts)                                                                      AS entries_contacts
FROM f_exposure
WHERE phenomenon = 'sexbot_spam'
