/*
title       = "What the next generation changed"
chapter     = "sexbot"
section     = "return"
rows        = "group"
order       = 340
legal_basis = ["DSA Art. 35(1)"]
needs       = ["campaigns", "generations"]
note        = "By the generation that ended. What got one generation removed, the next may avoid. Families are told by what generations share, so that one that changed everything at once is not recognised as a return."

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
    COUNT(*) FILTER (WHERE domain_changed) AS domain_new, COUNT(domain_changed) AS domain_known,
    COUNT(*) FILTER (WHERE template_changed) AS template_new, COUNT(template_changed) AS template_known,
    COUNT(*) FILTER (WHERE pictures_changed) AS pictures_new, COUNT(pictures_changed) AS pictures_known,
    COUNT(*) FILTER (WHERE surface_changed) AS surface_new, COUNT(surface_changed) AS surface_known,
    COUNT(*) FILTER (WHERE hours_changed) AS hours_new, COUNT(hours_changed) AS hours_known,
    COUNT(*) FILTER (WHERE addressed_changed) AS addressed_new, COUNT(addressed_changed) AS addressed_known
FROM f_sexbot_generations
WHERE came_back AND (in_period OR returned_in_period)
GROUP BY generation
ORDER BY generation NULLS FIRST
