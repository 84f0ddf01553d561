/*
title       = "Advertising that reached minors, by lane"
chapter     = "minors"
rows        = "group"
order       = 114
legal_basis = ["DSA Art. 28(2)", "DSA Art. 26(2)", "DSA Art. 39(2)(e), (g)"]
needs       = ["advertisements"]
note        = "Reach among 13 to 17 together with profiling is a signal, never a verdict: a register shows targeting and reach by age, not whether the provider knew with reasonable certainty that a recipient was a minor. Known minors are counted from the provider's own logs, where it supplies them. What the paid lane shows says nothing about commercial posts that nobody declared."

[columns.entries]
label      = "Entries"
unit       = "entries"
definition = "Entries of the ad register shown in the period, by lane."

[columns.reached]
label      = "Reached 13 to 17"
unit       = "entries"
definition = "Of these, entries of which the lower bound of the reach among 13 to 17 is above 0."

[columns.profiled_reached]
label      = "Profiled, and reached 13 to 17"
unit       = "entries"
definition = "Of these, entries with profiling parameters: a signal, not a breach."

[columns.reach_unknown_share]
label       = "Reach among 13 to 17 unknown"
unit        = "ratio"
numerator   = "reach_unknown"
denominator = "entries"
definition  = "Share of the entries of which the reach among 13 to 17 is not recorded."

[columns.profiling_unknown_share]
label       = "Profiling unknown"
unit        = "ratio"
numerator   = "profiling_unknown"
denominator = "entries"
definition  = "Share of the entries of which it is not recorded whether profiling was used."
*/
SELECT
    lane AS row_key,
    COUNT(*)                                                    AS entries,
    COUNT(*) FILTER (WHERE reached_13_17)                       AS reached,
    COUNT(*) FILTER (WHERE reached_13_17 AND uses_profiling)    AS profiled_reached,
    COUNT(*) FILTER (WHERE reach_13_17_unknown)                 AS reach_unknown,
    COUNT(*) FILTER (WHERE profiling_unknown)                   AS profiling_unknown
FROM f_advertisements
GROUP BY lane
ORDER BY lane NULLS FIRST
