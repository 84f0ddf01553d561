/*
title       = "Generations of campaigns: how long each lived"
chapter     = "sexbot"
section     = "return"
rows        = "group"
order       = 330
legal_basis = ["DSA Art. 35(1)"]
needs       = ["campaigns", "generations"]

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

[columns.median_hours_until_return]
label       = "Median time until return"
unit        = "hours"
divide_by   = 3600
cases       = "returned"
definition  = "Median time from the end of these generations to the beginning of the next, where there is a next."
*/
SELECT 'generation_' || generation AS row_key,
    COUNT(*)                         AS entries,
    COUNT(*)                         AS generations,
    SUM(accounts)                    AS accounts,
    MEDIAN(lived_seconds)            AS median_hours_lived,
    COUNT(lived_seconds)             AS lived,
    COUNT(*) FILTER (WHERE came_back) AS came_back,
    MEDIAN(seconds_until_return)     AS median_hours_until_return,
    COUNT(seconds_until_return)      AS returned
FROM f_sexbot_generations
WHERE in_period OR returned_in_period
GROUP BY generation
ORDER BY generation NULLS FIRST
