/*
title       = "Own-initiative measures on the ground of illegality"
part        = 5
rows        = "category"
legal_basis = ["DSA Art. 15(1)(c)", "IR 2024/2835 Annex II, II.1.4"]
readings    = ["measure_unit", "automated_column", "user_reports"]

[columns.measures]
letter     = "F"
unit       = "measures"
cases      = "decisions"
definition = "Measures that no order of an authority and no Art. 16 notice preceded."

[columns.solely_automated]
letter     = "G"
unit       = "measures"
cases      = "decisions_automated"
definition = "Of these, measures taken after detection with solely automated means."

[columns.visibility_removal]
letter     = "H"
unit       = "measures"
definition = "Own-initiative measures that resulted in the removal of information."

[columns.visibility_disable]
letter     = "I"
unit       = "measures"
definition = "Own-initiative measures that resulted in the disabling of access to information."

[columns.visibility_demoted]
letter     = "J"
unit       = "measures"
definition = "Own-initiative measures that resulted in the demotion of information."

[columns.visibility_age_restricted]
letter     = "K"
unit       = "measures"
definition = "Own-initiative measures that resulted in access being age restricted."

[columns.visibility_interaction_restricted]
letter     = "L"
unit       = "measures"
definition = "Own-initiative measures that resulted in the restriction of interactions."

[columns.visibility_labelled]
letter     = "M"
unit       = "measures"
definition = "Own-initiative measures that resulted in information being labelled."

[columns.visibility_other]
letter     = "N"
unit       = "measures"
definition = "Own-initiative measures that resulted in another visibility restriction."

[columns.monetary_suspension]
letter     = "O"
unit       = "measures"
definition = "Own-initiative measures that resulted in the suspension of monetary payments."

[columns.monetary_termination]
letter     = "P"
unit       = "measures"
definition = "Own-initiative measures that resulted in the termination of monetary payments."

[columns.monetary_other]
letter     = "Q"
unit       = "measures"
definition = "Own-initiative measures that resulted in another monetary restriction."

[columns.provision_suspension]
letter     = "R"
unit       = "measures"
definition = "Own-initiative measures that resulted in the suspension, partial or total, of the provision of the service."

[columns.provision_termination]
letter     = "S"
unit       = "measures"
definition = "Own-initiative measures that resulted in the termination, partial or total, of the provision of the service."

[columns.account_suspension]
letter     = "T"
unit       = "measures"
definition = "Own-initiative measures that resulted in the suspension of the account."

[columns.account_termination]
letter     = "U"
unit       = "measures"
definition = "Own-initiative measures that resulted in the termination of the account."
*/
SELECT
    category,
    keyword,
    other_description,
    SUM(decisions)                                       AS decisions,
    SUM(decisions) FILTER (WHERE solely_automated_column) AS decisions_automated,
    SUM(measures)                                        AS measures,
    SUM(measures) FILTER (WHERE solely_automated_column)  AS solely_automated,
    SUM(decisions) FILTER (WHERE visibility_removal) AS visibility_removal,
    SUM(decisions) FILTER (WHERE visibility_disable) AS visibility_disable,
    SUM(decisions) FILTER (WHERE visibility_demoted) AS visibility_demoted,
    SUM(decisions) FILTER (WHERE visibility_age_restricted) AS visibility_age_restricted,
    SUM(decisions) FILTER (WHERE visibility_interaction_restricted) AS visibility_interaction_restricted,
    SUM(decisions) FILTER (WHERE visibility_labelled) AS visibility_labelled,
    SUM(decisions) FILTER (WHERE visibility_other) AS visibility_other,
    SUM(decisions) FILTER (WHERE monetary_suspension) AS monetary_suspension,
    SUM(decisions) FILTER (WHERE monetary_termination) AS monetary_termination,
    SUM(decisions) FILTER (WHERE monetary_other) AS monetary_other,
    SUM(decisions) FILTER (WHERE provision_suspension) AS provision_suspension,
    SUM(decisions) FILTER (WHERE provision_termination) AS provision_termination,
    SUM(decisions) FILTER (WHERE account_suspension) AS account_suspension,
    SUM(decisions) FILTER (WHERE account_termination) AS account_termination
FROM f_own_initiative
WHERE illegal
GROUP BY GROUPING SETS ((), (category), (category, keyword, other_description))
ORDER BY category NULLS FIRST, keyword NULLS FIRST, other_description NULLS FIRST
