/*
title       = "How complete the register is"
chapter     = "advertisers"
section     = "register"
rows        = "group"
order       = 82
legal_basis = ["DSA Art. 39(2)"]
needs       = ["advertisements"]
note        = "Of a removed entry content and beneficiary are withheld and not owed (Art. 39(3)); of a declared communication the register owes that it is in it. Targeting is owed where there was any, reach per Member State where applicable: the text does not force them on every entry."

[columns.owing]
label      = "Entries that owe it"
unit       = "entries"
definition = "Entries of the ad register shown in the period of which Art. 39(2) asks for this point."

[columns.share]
label       = "Share that says it"
unit        = "ratio"
numerator   = "saying"
denominator = "owing"
definition  = "Share of these entries that give it."
*/
SELECT point AS row_key, COUNT(*) AS owing, COUNT(*) FILTER (WHERE says) AS saying
FROM f_ad_points
GROUP BY point, place
ORDER BY place NULLS FIRST
