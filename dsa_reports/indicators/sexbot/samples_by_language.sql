/*
title       = "Confirmed campaigns looked at again, by language"
chapter     = "sexbot"
section     = "quality"
rows        = "group"
order       = 215
legal_basis = ["DSA Art. 15(1)(e)"]
needs       = ["campaign_samples"]

[columns.drawn]
label       = "Drawn"
unit        = "accounts"
definition  = "Accounts drawn at random, by their language as the platform knows it."

[columns.precision]
label       = "Rightly confirmed"
unit        = "ratio"
numerator   = "correct"
denominator = "drawn"
definition  = "Share of the drawn accounts that the second person confirmed."
*/
SELECT language AS row_key, COUNT(*) AS drawn, COUNT(*) FILTER (WHERE correct) AS correct
FROM f_sexbot_samples
GROUP BY language
ORDER BY language NULLS FIRST
