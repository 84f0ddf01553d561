/*
title       = "The ad register"
chapter     = "advertisers"
section     = "register"
rows        = "single"
order       = 80
legal_basis = ["DSA Art. 26(1), (2)", "DSA Art. 39"]
needs       = ["advertisements"]

[columns.paid]
label      = "Paid advertisements in the register"
unit       = "entries"
definition = "Paid advertisements in the register table that were shown in the period."

[columns.declared]
label      = "Declared commercial communications"
unit       = "entries"
definition = "Commercial communications declared by users and shown in the period."

[columns.removed]
label      = "Entries removed"
unit       = "entries"
definition = "Of both, entries removed or disabled as illegal or incompatible."

[columns.beneficiary_share]
label      = "Paid entries that name the beneficiary"
unit        = "ratio"
numerator   = "paid_beneficiary"
denominator = "paid_standing"
definition  = "Share of the paid advertisements, those removed left aside (Art. 39(3)), that name the person on whose behalf they are shown."

[columns.profiled_reaching_13_17]
label      = "Profiled entries that reached ages 13 to 17"
unit       = "entries"
definition = "Paid advertisements with profiling parameters of which the lower bound of the reach among 13 to 17 is above 0: a signal, not a breach."

[columns.not_searchable]
label      = "Entries without a landing domain: not searchable"
unit       = "entries"
definition = "Entries of both lanes that name no landing domain and so cannot be searched for one."

[columns.reach_13_17_unknown]
label      = "Entries whose reach among 13 to 17 is unknown"
unit       = "entries"
definition = "Paid advertisements of which the reach among 13 to 17 is not recorded."
*/
SELECT
    COUNT(*) FILTER (WHERE lane = 'paid')                                           AS paid,
    COUNT(*) FILTER (WHERE lane = 'declared')                                       AS declared,
    COUNT(*) FILTER (WHERE removed)                                                 AS removed,
    COUNT(*) FILTER (WHERE lane = 'paid' AND NOT removed)                           AS paid_standing,
    COUNT(*) FILTER (WHERE lane = 'paid' AND NOT removed AND beneficiary_named)     AS paid_beneficiary,
    COUNT(*) FILTER (WHERE lane = 'paid' AND uses_profiling AND reached_13_17)      AS profiled_reaching_13_17,
    COUNT(*) FILTER (WHERE NOT landing_known)                                       AS not_searchable,
    COUNT(*) FILTER (WHERE lane = 'paid' AND reach_13_17_unknown)                   AS reach_13_17_unknown
FROM f_advertisements
