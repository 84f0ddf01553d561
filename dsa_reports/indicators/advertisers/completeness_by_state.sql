/*
title       = "Completeness by Member State"
chapter     = "advertisers"
section     = "register"
rows        = "group"
order       = 86
legal_basis = ["DSA Art. 39(2)"]
needs       = ["advertisements"]
note        = "An entry that reached people in several Member States stands in the row of each, so that the rows must not be added up. Entries that name no Member State stand in a row of their own."

[columns.entries]
label      = "Entries"
unit       = "entries"
definition = "Entries of the ad register shown in the period that give a reach in the Member State."

[columns.owing]
label      = "Points owed"
unit       = "points"
definition = "Points of Art. 39(2) that these entries owe, all together."

[columns.share]
label       = "Share given"
unit        = "ratio"
numerator   = "saying"
denominator = "owing"
definition  = "Share of these points that the entries give."
*/
SELECT
    state                                        AS row_key,
    COUNT(*) FILTER (WHERE point = 'ad_period')  AS entries,  -- the one point that every entry owes
    COUNT(*)                                     AS owing,
    COUNT(*) FILTER (WHERE says)                 AS saying
FROM f_ad_state_points
GROUP BY state
ORDER BY state NULLS FIRST
