/*
title       = "Whether campaigns came back"
chapter     = "sexbot"
section     = "return"
rows        = "single"
order       = 320
legal_basis = ["DSA Art. 35(1)"]
needs       = ["campaigns", "generations"]

[columns.generations_ended]
label       = "Generations of campaigns that ended"
unit        = "generations"
definition  = "Generations of confirmed campaigns of which at least one account was terminated and that ended in the period."

[columns.return_share]
label       = "Of these, back within 30 days"
unit        = "ratio"
numerator   = "back"
denominator = "generations_ended"
definition  = "Share of these generations after which the next generation of the same family began within 30 days (of 24 hours). A return that nobody has found yet is not seen."

[columns.median_hours_until_return]
label       = "Median time until return"
unit        = "hours"
divide_by   = 3600
cases       = "returned"
definition  = "Median time from the end of such a generation to the beginning of the next, where there is a next."
*/
SELECT
    COUNT(*) FILTER (WHERE in_period AND acted_upon)                                                 AS generations_ended,
    COUNT(*) FILTER (WHERE in_period AND acted_upon AND seconds_until_return <= 2592000)             AS back,
    MEDIAN(CASE WHEN in_period AND acted_upon THEN seconds_until_return END)                         AS median_hours_until_return,
    COUNT(CASE WHEN in_period AND acted_upon THEN seconds_until_return END)                          AS returned
FROM f_sexbot_generations
