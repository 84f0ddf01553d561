/*
title       = "Measures taken solely, or not, by automated means"
part        = 8
rows        = "scope"
scopes      = ["total", "own_initiative"]
legal_basis = ["DSA Art. 15(1)(e)", "IR 2024/2835 Annex II, II.1.6"]
readings    = ["measure_unit", "measure_automation", "partly_automated", "user_reports"]

[columns.solely]
row        = "measures_solely_automated"
unit       = "measures"
cases      = "decisions_solely"
definition = "Measures, after an order, a notice or on own initiative, that were processed solely by automated means."

[columns.not_automated]
row        = "measures_not_automated"
unit       = "measures"
cases      = "decisions_not"
definition = "Measures, after an order, a notice or on own initiative, that were not processed by automated means."
*/
WITH by_source AS (
    SELECT
        preceded_by,
        SUM(measures) FILTER (WHERE solely_automated)   AS solely,
        SUM(measures) FILTER (WHERE not_automated)      AS not_automated,
        COUNT(*) FILTER (WHERE solely_automated)        AS decisions_solely,
        COUNT(*) FILTER (WHERE not_automated)           AS decisions_not
    FROM f_measures
    GROUP BY preceded_by
)
SELECT 'total' AS scope, SUM(solely) AS solely, SUM(not_automated) AS not_automated,
       SUM(decisions_solely) AS decisions_solely, SUM(decisions_not) AS decisions_not
FROM by_source
UNION ALL
SELECT 'own_initiative', SUM(solely), SUM(not_automated), SUM(decisions_solely), SUM(decisions_not)
FROM by_source
WHERE preceded_by = 'own_initiative'
