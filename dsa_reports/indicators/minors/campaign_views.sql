/*
title       = "Views of sexbot spam before action, by campaign and age group addressed"
chapter     = "minors"
rows        = "group"
order       = 106
legal_basis = ["DSA Art. 28(1)", "DSA Art. 28(3)"]
needs       = ["moderation_actions", "phenomenon", "campaigns"]
sums        = [
    "views = known_minor + assumed_minor + adult + unknown",
    "sexbot/speed.views_before_action = minors/campaign_views.*.views",
    "sexbot/speed.viewed = minors/campaign_views.*.viewed",
]
note        = "Only campaigns that a named person confirmed: the ten with the most confirmed accounts, then the others together, then accounts of no confirmed campaign. A campaign is named by a key that stays from report to report; who is behind it is not said. The age group is the youngest that the measure says was addressed, not that of each viewer."

[columns.known_minor]
about      = "minors"
label      = "Known minors"
unit       = "views"
cases      = "viewed"
definition = "Views, before the action, of sexbot spam that addressed known minors and that the period's measures acted on, by campaign."

[columns.assumed_minor]
about      = "minors"
label      = "Assumed minors"
unit       = "views"
cases      = "viewed"
definition = "Views, before the action, of sexbot spam that addressed assumed minors and that the period's measures acted on, by campaign."

[columns.adult]
label      = "Adults"
unit       = "views"
cases      = "viewed"
definition = "Views, before the action, of sexbot spam that addressed adults and that the period's measures acted on, by campaign."

[columns.unknown]
label      = "Age group unknown"
unit       = "views"
cases      = "viewed"
definition = "Views, before the action, of sexbot spam that addressed recipients whose age group is not known and that the period's measures acted on, by campaign."

[columns.views]
label      = "All views"
unit       = "views"
cases      = "viewed"
definition = "Views, before the action, of sexbot spam that the period's measures acted on, by campaign, as far as measures log them."
*/
SELECT
    campaign AS row_key,
    COALESCE(SUM(views) FILTER (WHERE age_group = 'known_minor'), 0)   AS known_minor,
    COALESCE(SUM(views) FILTER (WHERE age_group = 'assumed_minor'), 0) AS assumed_minor,
    COALESCE(SUM(views) FILTER (WHERE age_group = 'adult'), 0)         AS adult,
    COALESCE(SUM(views) FILTER (WHERE age_group = 'unknown'), 0)       AS unknown,
    SUM(views)                                                       AS views,
    COUNT(views)                                                     AS viewed
FROM f_campaign_reach
WHERE views IS NOT NULL
GROUP BY campaign
ORDER BY MIN(place) NULLS FIRST
