/*
title       = "Parity of lanes"
chapter     = "advertisers"
section     = "lanes"
rows        = "group"
order       = 90
legal_basis = ["DSA Art. 26(2)", "DSA Art. 34", "DSA Art. 39"]
needs       = ["advertisements", "moderation_actions", "phenomenon"]
note        = "Does what was acted on as a post also run as an ad? Only the landing domain is compared here: the same domain is not the same content, and link services are shared by many. Texts and pictures are compared by check AD-10 of the register."

[columns.entries]
label      = "Entries"
unit       = "entries"
definition = "Entries of the ad register shown in the period, by lane."

[columns.removed_share]
label       = "Removed"
unit        = "ratio"
numerator   = "removed"
denominator = "entries"
definition  = "Share of these entries that were removed or disabled."

[columns.to_spam]
label      = "Leading where spam led"
unit       = "entries"
definition = "Entries whose landing domain is one of measures against sexbot spam in posts, messages and profiles."

[columns.to_spam_standing_share]
label       = "Of these, still standing"
unit        = "ratio"
numerator   = "to_spam_standing"
denominator = "to_spam"
definition  = "Share of the entries leading to such a domain that were not removed."
*/
SELECT
    lane AS row_key,
    COUNT(*)                                                AS entries,
    COUNT(*) FILTER (WHERE removed)                         AS removed,
    COUNT(*) FILTER (WHERE leads_to_spam)                   AS to_spam,
    COUNT(*) FILTER (WHERE leads_to_spam AND NOT removed)   AS to_spam_standing
FROM f_advertisements
GROUP BY lane
ORDER BY lane NULLS FIRST
