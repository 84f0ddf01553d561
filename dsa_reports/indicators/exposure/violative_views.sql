/*
title       = "Exposure to illegal or incompatible content"
chapter     = "exposure"
rows        = "single"
legal_basis = ["IR 2024/2835 Annex II, II.2"]
needs       = ["exposure"]

[columns.violative_view_rate]
label      = "Share of sampled views, unweighted"
unit        = "ratio"
numerator   = "violative"
denominator = "sampled"
cases       = "entries"
definition  = "Share of the randomly sampled and reviewed views, all samples together and unweighted, that were of illegal or incompatible content."

[columns.views_before_action]
cases      = "entries_before"
label      = "Views before action"
unit       = "views"
definition = "Views of later actioned content before the action."
*/
SELECT
    SUM(sampled_violative_views)    AS violative,
    SUM(sampled_views)              AS sampled,
    SUM(views_before_action)        AS views_before_action,
    COUNT(sampled_views)            AS entries,
    COUNT(views_before_action)      AS entries_before
FROM f_exposure
WHERE phenomenon = 'all' AND sampled_violative_views IS NOT NULL
