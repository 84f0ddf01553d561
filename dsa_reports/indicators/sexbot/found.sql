/*
title       = "How sexbot spam was found"
chapter     = "sexbot"
section     = "found"
rows        = "single"
order       = 110
legal_basis = ["DSA Art. 15(1)(c)", "DSA Art. 15(1)(e)"]
needs       = ["moderation_actions", "phenomenon"]
sums        = ["measures = sexbot/handling.measures"]

[columns.proactive_share]
label       = "Found before anybody reported it"
unit        = "ratio"
numerator   = "proactive"
denominator = "measures"
definition  = "Share of the measures that no order, notice or user report preceded: none is named by the decision, and none about the same content or, as far as it speaks of sexbot spam or gives no category, about the same account is older."

[columns.automated_detection_share]
label       = "Detected by automated means"
unit        = "ratio"
numerator   = "automated_detection"
denominator = "measures"
definition  = "Share of the measures that were detected by automated means."

[columns.automated_decision_share]
label       = "Decided by automated means alone"
unit        = "ratio"
numerator   = "automated_decision"
denominator = "measures"
definition  = "Share of the measures that were decided fully by automated means."
*/
SELECT
    COUNT(*)                                       AS measures,
    COUNT(*) FILTER (WHERE proactive)              AS proactive,
    COUNT(*) FILTER (WHERE automated_detection)    AS automated_detection,
    COUNT(*) FILTER (WHERE automated_decision)     AS automated_decision
FROM f_sexbot_measures
