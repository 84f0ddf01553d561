-- needs: f_sexbot_measures
-- One row per account on which the period's measures against sexbot spam acted, or that belongs to a confirmed campaign and
-- was not terminated before the period. `again`: measures on two days or more; `still_active`: no termination, and no
-- suspension that reaches to the end of the period, was decided before that end.
WITH acted AS (
    SELECT account_ref, count(DISTINCT acted_at::DATE) AS days, bool_or(account_terminated) AS terminated
    FROM f_sexbot_measures WHERE account_ref IS NOT NULL GROUP BY account_ref
), confirmed AS (
    SELECT DISTINCT account_ref FROM confirmed_accounts WHERE phenomenon = 'sexbot_spam'
), ends AS (
    SELECT account_ref,
        min(coalesce(decided_at, application_date::TIMESTAMP)) FILTER (WHERE decision_account = 'DECISION_ACCOUNT_TERMINATED') AS terminated_at,
        bool_or(decision_account = 'DECISION_ACCOUNT_SUSPENDED' AND coalesce(end_date_account_restriction, DATE '9999-12-31') >= getvariable('last_day')
                AND coalesce(decided_at, application_date::TIMESTAMP) < getvariable('period_end')) AS suspended_at_end
    FROM accepted_moderation_actions
    WHERE account_ref IN (SELECT account_ref FROM acted UNION ALL SELECT account_ref FROM confirmed)
    GROUP BY account_ref
), misuse AS (
    SELECT DISTINCT account_ref FROM accepted_suspensions WHERE account_ref IS NOT NULL AND in_period(imposed_at) AND ground = 'manifestly_illegal_content'
)
SELECT
    coalesce(a.account_ref, c.account_ref) AS account_ref,
    a.account_ref IS NOT NULL AS actioned,
    c.account_ref IS NOT NULL AS confirmed,
    coalesce(a.days, 0) > 1 AS again,
    m.account_ref IS NOT NULL AS suspended_for_misuse,
    coalesce(e.terminated_at >= getvariable('period_end'), true) AND NOT coalesce(e.suspended_at_end, false) AS still_active
FROM acted AS a
FULL JOIN confirmed AS c ON c.account_ref = a.account_ref
LEFT JOIN ends AS e ON e.account_ref = coalesce(a.account_ref, c.account_ref)
LEFT JOIN misuse AS m ON m.account_ref = coalesce(a.account_ref, c.account_ref)
WHERE a.account_ref IS NOT NULL OR coalesce(e.terminated_at >= getvariable('period_start'), true)
