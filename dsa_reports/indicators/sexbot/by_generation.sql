/*
title       = "Generations of campaigns: how long each lived, and what the next one changed"
chapter     = "sexbot"
section     = "return"
rows        = "group"
order       = 330
legal_basis = ["DSA Art. 35(1)"]
needs       = ["campaigns", "generations"]
note        = "What got one generation removed, the next may avoid. Families are told by what the generations share, so that one that changed everything at once is not recognised as a return."

[columns.generations]
label       = "Generations"
unit        = "generations"
cases       = "entries"
definition  = "Generations of confirmed campaigns that began or ended in the period, by their number within the family."

[columns.accounts]
label       = "Accounts"
unit        = "accounts"
cases       = "entries"
definition  = "Accounts of these generations, summed."

[columns.median_hours_lived]
label       = "Median life of an account"
unit        = "hours"
divide_by   = 3600
cases       = "lived"
definition  = "Median over these generations of the median life of their accounts, from the first act to the termination, or to the last act where none is logged."

[columns.came_back]
label       = "Came back"
unit        = "generations"
cases       = "entries"
definition  = "Of these generations, those after which another followed."

[columns.domain_changed]
label       = "Domain new"
unit        = "ratio"
numerator   = "domain_new"
denominator = "domain_known"
definition  = "Share of the returns, as far as the logs say, with landing domains, none of which was there before."

[columns.template_changed]
label       = "Text new"
unit        = "ratio"
numerator   = "template_new"
denominator = "template_known"
definition  = "Share of the returns, as far as the logs say, with texts, none of which was there before."

[columns.pictures_changed]
label       = "Picture new"
unit        = "ratio"
numerator   = "pictures_new"
denominator = "pictures_known"
definition  = "Share of the returns, as far as the logs say, with pictures, none of which was there before."

[columns.surface_changed]
label       = "Surface new"
unit        = "ratio"
numerator   = "surface_new"
denominator = "surface_known"
definition  = "Share of the returns, as far as the logs say, with a surface that was not used before."

[columns.hours_changed]
label       = "Hours new"
unit        = "ratio"
numerator   = "hours_new"
denominator = "hours_known"
definition  = "Share of the returns, as far as the logs say, with another part of the day in which most acts fall (quarters of 6 hours, UTC)."

[columns.addressed_changed]
label       = "Addressed new"
unit        = "ratio"
numerator   = "addressed_new"
denominator = "addressed_known"
definition  = "Share of the returns, as far as the logs say, with another age group that it addresses most (known groups only)."
*/
SELECT 'generation_' || generation AS row_key,
    COUNT(*)                                          AS entries,
    COUNT(*)                                          AS generations,
    SUM(accounts)                                     AS accounts,
    MEDIAN(lived_seconds)                             AS median_hours_lived,
    COUNT(lived_seconds)                              AS lived,
    COUNT(*) FILTER (WHERE came_back)                 AS came_back,
    COUNT(*) FILTER (WHERE domain_changed) AS domain_new, COUNT(domain_changed) AS domain_known,
    COUNT(*) FILTER (WHERE template_changed) AS template_new, COUNT(template_changed) AS template_known,
    COUNT(*) FILTER (WHERE pictures_changed) AS pictures_new, COUNT(pictures_changed) AS pictures_known,
    COUNT(*) FILTER (WHERE surface_changed) AS surface_new, COUNT(surface_changed) AS surface_known,
    COUNT(*) FILTER (WHERE hours_changed) AS hours_new, COUNT(hours_changed) AS hours_known,
    COUNT(*) FILTER (WHERE addressed_changed) AS addressed_new, COUNT(addressed_changed) AS addressed_known
FROM f_sexbot_generations
WHERE in_period OR returned_in_period
GROUP BY generation
ORDER BY generation NULLS FIRST
