-- Active recipients per month and scope. Without any TOTAL row the Member States' rows make the total.
WITH rows_of_period AS (
    SELECT
        CASE WHEN member_state IN ('EL', 'GR') THEN getvariable('greece') ELSE member_state END AS scope,
        date_trunc('month', month)::DATE AS month,
        active_recipients
    FROM accepted_recipients
    WHERE day_in_period(month)
)
SELECT scope, month, active_recipients FROM rows_of_period
UNION ALL
SELECT 'TOTAL', month, active_recipients FROM rows_of_period
WHERE NOT EXISTS (SELECT 1 FROM rows_of_period WHERE scope = 'TOTAL')
