/*
title       = "Notices submitted in accordance with Article 16"
part        = 4
rows        = "category"
legal_basis = ["DSA Art. 15(1)(b)", "DSA Art. 16", "DSA Art. 22", "IR 2024/2835 Annex II, II.1.3"]
readings    = ["user_reports", "actions_per_notice", "no_action_in_median", "trusted_flaggers_of_hosting"]

[columns.notices_received]
letter     = "F"
unit       = "notices"
definition = "Notices received through a notice and action mechanism; one per notice, whatever the number of items; notices about the same item each count."

[columns.notices_trusted_flaggers]
letter     = "G"
unit       = "notices"
definition = "Of these, notices submitted by trusted flaggers."

[columns.items]
letter     = "H"
unit       = "items"
cases      = "notices_received"
definition = "Specific items of information (exact electronic locations) in the notices."

[columns.items_trusted_flaggers]
letter     = "I"
unit       = "items"
cases      = "notices_trusted_flaggers"
definition = "Of these, items in the notices of trusted flaggers."

[columns.median_time]
letter     = "J"
unit       = "hours"
divide_by  = 3600
cases      = "timed"
definition = "Median time from the receipt of the notice to the implementation of the action."

[columns.median_time_trusted_flaggers]
letter     = "K"
unit       = "hours"
divide_by  = 3600
cases      = "timed_trusted_flaggers"
definition = "The same for the notices of trusted flaggers."

[columns.actions_law]
letter     = "L"
unit       = "actions"
cases      = "notices_received"
definition = "Actions taken after a notice that rest on the illegality of the content."

[columns.actions_law_trusted_flaggers]
letter     = "M"
unit       = "actions"
cases      = "notices_trusted_flaggers"
definition = "Of these, after notices of trusted flaggers."

[columns.actions_terms]
letter     = "N"
unit       = "actions"
cases      = "notices_received"
definition = "Actions taken after a notice that rest on the terms and conditions."

[columns.actions_terms_trusted_flaggers]
letter     = "O"
unit       = "actions"
cases      = "notices_trusted_flaggers"
definition = "Of these, after notices of trusted flaggers."
*/
SELECT
    category,
    keyword,
    other_description,
    COUNT(*)                                                  AS notices_received,
    COUNT(*) FILTER (WHERE trusted_flagger)                   AS notices_trusted_flaggers,
    SUM(items)                                                AS items,
    SUM(items) FILTER (WHERE trusted_flagger)                 AS items_trusted_flaggers,
    MEDIAN(action_seconds)                                    AS median_time,
    MEDIAN(action_seconds) FILTER (WHERE trusted_flagger)     AS median_time_trusted_flaggers,
    SUM(actions_law)                                          AS actions_law,
    SUM(actions_law) FILTER (WHERE trusted_flagger)           AS actions_law_trusted_flaggers,
    SUM(actions_terms)                                        AS actions_terms,
    SUM(actions_terms) FILTER (WHERE trusted_flagger)         AS actions_terms_trusted_flaggers,
    COUNT(action_seconds)                                     AS timed,
    COUNT(action_seconds) FILTER (WHERE trusted_flagger)      AS timed_trusted_flaggers
FROM f_notices
GROUP BY GROUPING SETS ((), (category), (category, keyword, other_description))
ORDER BY category NULLS FIRST, keyword NULLS FIRST, other_description NULLS FIRST
