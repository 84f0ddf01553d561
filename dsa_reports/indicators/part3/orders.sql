/*
title       = "Orders of Member State authorities"
part        = 3
rows        = "category"
scope       = "member_state"
legal_basis = ["DSA Art. 15(1)(a)", "DSA Art. 9, 10", "IR 2024/2835 Annex II, II.1.2"]
readings    = ["automated_receipts", "greece", "member_state_rows"]

[columns.orders_to_act]
letter     = "G"
unit       = "orders"
definition = "Orders received to act against illegal content; one per order, whatever the number of items it lists."

[columns.items]
letter     = "H"
unit       = "items"
cases      = "orders_to_act"
definition = "Specific items of information that these orders name."

[columns.median_receipt_to_act]
letter     = "I"
unit       = "hours"
divide_by  = 3600
cases      = "receipts_to_act"
definition = "Median time from the delivery of the order to informing the authority of its receipt."

[columns.median_effect_to_act]
letter     = "J"
unit       = "hours"
divide_by  = 3600
cases      = "effects_to_act"
definition = "Median time from the delivery of the order to giving effect to it."

[columns.orders_to_inform]
letter     = "K"
unit       = "orders"
definition = "Orders received to provide information."

[columns.median_receipt_to_inform]
letter     = "L"
unit       = "hours"
divide_by  = 3600
cases      = "receipts_to_inform"
definition = "Median time from the delivery of the order to informing the authority of its receipt."

[columns.median_effect_to_inform]
letter     = "M"
unit       = "hours"
divide_by  = 3600
cases      = "effects_to_inform"
definition = "Median time from the delivery of the order to giving effect to it."
*/
SELECT
    member_state,
    category,
    keyword,
    other_description,
    COUNT(*) FILTER (WHERE kind = 'act_against_illegal_content')                        AS orders_to_act,
    SUM(items) FILTER (WHERE kind = 'act_against_illegal_content')                      AS items,
    MEDIAN(receipt_seconds) FILTER (WHERE kind = 'act_against_illegal_content')         AS median_receipt_to_act,
    MEDIAN(effect_seconds) FILTER (WHERE kind = 'act_against_illegal_content')          AS median_effect_to_act,
    COUNT(*) FILTER (WHERE kind = 'provide_information')                                AS orders_to_inform,
    MEDIAN(receipt_seconds) FILTER (WHERE kind = 'provide_information')                 AS median_receipt_to_inform,
    MEDIAN(effect_seconds) FILTER (WHERE kind = 'provide_information')                  AS median_effect_to_inform,
    COUNT(receipt_seconds) FILTER (WHERE kind = 'act_against_illegal_content')          AS receipts_to_act,
    COUNT(effect_seconds) FILTER (WHERE kind = 'act_against_illegal_content')           AS effects_to_act,
    COUNT(receipt_seconds) FILTER (WHERE kind = 'provide_information')                  AS receipts_to_inform,
    COUNT(effect_seconds) FILTER (WHERE kind = 'provide_information')                   AS effects_to_inform
FROM f_orders
GROUP BY GROUPING SETS (
    (), (category), (category, keyword, other_description),
    (member_state), (member_state, category), (member_state, category, keyword, other_description)
)
ORDER BY member_state NULLS FIRST, category NULLS FIRST, keyword NULLS FIRST, other_description NULLS FIRST
