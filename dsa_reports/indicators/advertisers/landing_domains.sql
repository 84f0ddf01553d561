/*
title       = "Are the landing domains of sexbot spam in the ad register?"
chapter     = "advertisers"
section     = "outcomes"
rows        = "single"
order       = 70
legal_basis = ["DSA Art. 3(r)", "DSA Art. 26(2)", "DSA Art. 39"]
needs       = ["advertisements", "moderation_actions", "phenomenon"]
note        = "Registrable domains, compared exactly: shop.example.com and www.example.com are both example.com, but pages of one host of pages are different ones. Not found means: searched, not found; it does not say who stands behind a domain. The same domain is not the same person: shops and link services are shared by many."

[columns.domains]
label      = "Landing domains searched"
unit       = "domains"
definition = "Different landing domains of measures tagged as sexbot spam."

[columns.in_paid_share]
label      = "Found behind paid advertisements"
unit        = "ratio"
numerator   = "in_paid"
denominator = "searched"
definition  = "Share of these domains that stand in the register as landing page of a paid advertisement."

[columns.in_declared_share]
label      = "Found behind declared communications"
unit        = "ratio"
numerator   = "in_declared"
denominator = "searched"
definition  = "Share that stand in it as landing page of a declared commercial communication."

[columns.removed_only_share]
label      = "Found only in removed entries"
unit        = "ratio"
numerator   = "removed_only"
denominator = "searched"
definition  = "Share that stand only in entries that were removed."

[columns.not_found_share]
label      = "Searched, not found"
unit        = "ratio"
numerator   = "not_found"
denominator = "searched"
definition  = "Share that were searched and not found in either lane."

[columns.measures_not_found]
label      = "Measures on spam leading to domains not found"
unit       = "measures"
cases      = "not_found"
definition = "Measures on spam that led to a domain not found in the register."
*/
SELECT
    COUNT(*)                                                                                        AS domains,
    COUNT(*) FILTER (WHERE searchable)                                                              AS searched,
    COUNT(*) FILTER (WHERE in_paid_register)                                                        AS in_paid,
    COUNT(*) FILTER (WHERE in_declared_register)                                                    AS in_declared,
    COUNT(*) FILTER (WHERE in_removed_entries AND NOT in_paid_register AND NOT in_declared_register) AS removed_only,
    COUNT(*) FILTER (WHERE searchable AND NOT in_paid_register AND NOT in_declared_register AND NOT in_removed_entries) AS not_found,
    SUM(measures) FILTER (WHERE searchable AND NOT in_paid_register AND NOT in_declared_register AND NOT in_removed_entries) AS measures_not_found
FROM f_landing_domains
