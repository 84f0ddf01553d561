-- One row per order received in the period. Readings: automated_receipts, greece.
SELECT
    kind,
    CASE WHEN member_state IN ('EL', 'GR') THEN getvariable('greece') ELSE member_state END AS member_state,
    category,
    reported_keyword(category, keyword) AS keyword,
    reported_description(category, keyword, other_description) AS other_description,
    coalesce(items, 0) AS items,
    CASE
        WHEN getvariable('automated_receipts') = 'zero' AND receipt_automated
             AND epoch_us(receipt_confirmed_at) - epoch_us(received_at) <= 3600000000
        THEN 0
        ELSE seconds_between(received_at, receipt_confirmed_at)
    END AS receipt_seconds,
    seconds_between(received_at, effect_given_at) AS effect_seconds
FROM accepted_orders
WHERE in_period(received_at)
