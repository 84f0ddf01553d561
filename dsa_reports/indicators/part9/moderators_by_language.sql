/*
title       = "Moderators with sufficient linguistic expertise, per official language"
part        = 9
rows        = "scope"
scopes      = ["language"]
legal_basis = ["DSA Art. 42(2)(b)", "IR 2024/2835 Annex II, I.6", "IR 2024/2835 Annex II, II.1.7"]

[columns.moderators]
row        = "moderators_linguistic"
unit       = "moderators"
cases      = "entries"
definition = "Moderators with at least CEFR B2 in the language; who has several languages counts in each."
*/
SELECT language AS scope, SUM(heads) AS moderators, COUNT(*) AS entries
FROM f_moderator_languages
GROUP BY language
ORDER BY language NULLS FIRST
