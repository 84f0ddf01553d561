/*
title       = "Measures taken solely, or not, by automated means, per official language"
part        = 8
rows        = "scope"
scopes      = ["language"]
legal_basis = ["DSA Art. 42(2)(c)", "IR 2024/2835 Annex II, II.1.6"]
readings    = ["measure_unit", "measure_automation", "partly_automated"]

[columns.solely]
row        = "measures_solely_automated"
unit       = "measures"
cases      = "decisions_solely"
definition = "The same in one official language; a measure in two languages counts in both."

[columns.not_automated]
row        = "measures_not_automated"
unit       = "measures"
cases      = "decisions_not"
definition = "The same in one official language; a measure in two languages counts in both."
*/
SELECT
    language                                        AS scope,
    SUM(measures) FILTER (WHERE solely_automated)   AS solely,
    SUM(measures) FILTER (WHERE not_automated)      AS not_automated,
    SUM(decisions) FILTER (WHERE solely_automated)  AS decisions_solely,
    SUM(decisions) FILTER (WHERE not_automated)     AS decisions_not
FROM f_measure_languages
GROUP BY language
ORDER BY language NULLS FIRST
