/*
title       = "How sexbot spam was handled"
chapter     = "sexbot"
rows        = "single"
order       = 10
legal_basis = ["DSA Art. 15(1)(c)", "DSA Art. 35(1)"]
needs       = ["moderation_actions", "phenomenon"]
note        = "Rows that the platform itself labels so, through the value map; each measure once."

[columns.measures]
label      = "Measures against sexbot spam"
unit       = "measures"
definition = "Measures of the period that the platform's own label tags as sexbot spam."

[columns.accounts_actioned]
label      = "Accounts actioned"
unit       = "accounts"
definition = "Different accounts on which at least one of these measures was imposed."

[columns.accounts_terminated]
label      = "Accounts terminated"
unit       = "accounts"
definition = "Different accounts that were terminated."

[columns.content_measures]
label      = "Measures on content"
unit       = "measures"
definition = "Of these measures, those that restrict the visibility of a piece of content."

[columns.proactive_share]
label      = "Found before anybody reported it"
unit        = "ratio"
numerator   = "proactive"
denominator = "measures"
definition  = "Share of the measures that no order, notice or user report preceded."

[columns.automated_detection_share]
label      = "Detected by automated means"
unit        = "ratio"
numerator   = "automated_detection"
denominator = "measures"
definition  = "Share of the measures that were detected by automated means."

[columns.median_hours_to_action]
label      = "Median time from first harm to action"
unit       = "hours"
divide_by  = 3600
cases      = "timed"
definition = "Median time from the first harmful event to the decision, where both are logged."

[columns.views_before_action]
label      = "Views before action"
unit       = "views"
cases      = "viewed"
definition = "Views of the content before the action, summed over measures that log them."

[columns.unseen_share]
label      = "Acted on before any view"
unit        = "ratio"
numerator   = "unseen"
denominator = "viewed"
definition  = "Share of the measures with logged views that came before any view."

[columns.minors_addressed]
about      = "minors"
label      = "Measures on spam that addressed minors"
unit       = "measures"
definition = "Measures against spam that addressed known or assumed minors, as the platform knows it."

[columns.age_unknown]
label      = "Measures where the age addressed is unknown"
unit       = "measures"
definition = "Measures against spam of which the age group addressed is not known."

[columns.domains]
label      = "Landing domains"
unit       = "domains"
definition = "Different landing domains that the spam led to."
*/
SELECT
    COUNT(*)                                                                                 AS measures,
    CASE WHEN COUNT(account_ref) > 0 OR COUNT(*) = 0 THEN COUNT(DISTINCT account_ref) END    AS accounts_actioned,
    CASE WHEN COUNT(account_ref) > 0 OR COUNT(*) = 0
        THEN COUNT(DISTINCT account_ref) FILTER (WHERE account_terminated) END               AS accounts_terminated,
    COUNT(*) FILTER (WHERE about_content)                                                    AS content_measures,
    COUNT(*) FILTER (WHERE proactive)                                                        AS proactive,
    COUNT(*) FILTER (WHERE automated_detection)                                              AS automated_detection,
    MEDIAN(seconds_from_first_event)                                                         AS median_hours_to_action,
    COUNT(seconds_from_first_event)                                                          AS timed,
    SUM(views_before_action)                                                                 AS views_before_action,
    COUNT(views_before_action)                                                               AS viewed,
    COUNT(*) FILTER (WHERE views_before_action = 0)                                          AS unseen,
    COUNT(*) FILTER (WHERE recipient_age_group IN ('known_minor', 'assumed_minor'))          AS minors_addressed,
    COUNT(*) FILTER (WHERE recipient_age_group = 'unknown')                                  AS age_unknown,
    COUNT(DISTINCT landing_domain)                                                           AS domains
FROM f_sexbot_measures
