/*
title       = "Confirmed campaigns, looked at again"
chapter     = "sexbot"
section     = "quality"
rows        = "single"
order       = 210
legal_basis = ["DSA Art. 15(1)(e)", "DSA Art. 35(1)"]
needs       = ["campaign_samples"]
note        = "People who were wrongly taken for bots often never complain; a random sample that people judge again is the better measure of mistakes."

[columns.sample_size]
label       = "Confirmed accounts drawn and judged again"
unit        = "accounts"
definition  = "Accounts of confirmed campaigns that were drawn at random and that a person judged again."

[columns.sample_precision]
label       = "Of these, rightly confirmed"
unit        = "ratio"
numerator   = "correct"
denominator = "sample_size"
definition  = "Share of the drawn accounts that the second person, too, held to belong to a campaign of sexbot spam."

[columns.sample_precision_low]
label       = "Lower end of its 95% interval"
unit        = "ratio"
numerator   = "correct"
denominator = "sample_size"
bound       = "low"
definition  = "Lower end of the 95% Wilson interval of that share."

[columns.sample_precision_high]
label       = "Upper end of its 95% interval"
unit        = "ratio"
numerator   = "correct"
denominator = "sample_size"
bound       = "high"
definition  = "Upper end of the 95% Wilson interval of that share."
*/
SELECT COUNT(*) AS sample_size, COUNT(*) FILTER (WHERE correct) AS correct
FROM f_sexbot_samples
