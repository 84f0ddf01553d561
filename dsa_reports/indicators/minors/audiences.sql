/*
title       = "Known minors in the audiences of advertising, by lane"
chapter     = "minors"
rows        = "group"
order       = 115
legal_basis = ["DSA Art. 28(2)", "DSA Art. 26(2)"]
needs       = ["advertisements"]
sums        = [
    "entries = told + untold",
    "minors/audiences.paid.entries = minors/advertising.paid.entries",
    "minors/audiences.declared.entries = minors/advertising.declared.entries",
]
note        = "From the provider's own logs, where it supplies them: whom it knows to be a minor, never inferred here. Paid and declared entries stand beside each other; compliance in one says nothing about the other, and nothing about what nobody declared."

[columns.known_entries]
label      = "Shown to known minors"
unit       = "entries"
cases      = "told"
definition = "Entries shown in the period to at least one recipient whom the provider knows to be a minor."

[columns.known_profiled]
label      = "Of these, profiled"
unit       = "entries"
cases      = "told"
definition = "Of these, entries with profiling parameters: each is a finding to be looked into (Art. 28(2))."

[columns.known_reached]
label      = "Known minors reached"
unit       = "recipients"
cases      = "told"
about      = "minors"
definition = "Known minors to whom entries were shown, summed over entries: who saw two counts twice."

[columns.audience_unknown_share]
label       = "Audience not told"
unit        = "ratio"
numerator   = "untold"
denominator = "entries"
definition  = "Share of the entries of which the provider does not say how many known minors they reached."
*/
SELECT
    lane AS row_key,
    CASE WHEN COUNT(known_minors_reached) > 0
        THEN COUNT(*) FILTER (WHERE known_minors_reached > 0) END                    AS known_entries,
    CASE WHEN COUNT(known_minors_reached) > 0
        THEN COUNT(*) FILTER (WHERE known_minors_reached > 0 AND uses_profiling) END AS known_profiled,
    SUM(known_minors_reached)                                           AS known_reached,
    COUNT(known_minors_reached)                                         AS told,
    COUNT(*) FILTER (WHERE known_minors_reached IS NULL)                AS untold,
    COUNT(*)                                                            AS entries
FROM f_advertisements
GROUP BY lane
ORDER BY lane NULLS FIRST
