-- Actions of the period that followed a report by a minor, a guardian or a helpline, and whether the same landing domain was
-- acted on again within 30 days behind another account. Hosts as logged: nothing is said about who stands behind them.
-- Of the acts of the next 30 days on the same host those of the same account are taken off: whether any is left is the answer.
WITH acted AS NOT MATERIALIZED (
    SELECT puid, account_ref, lower(landing_domain) AS host, coalesce(decided_at, application_date::TIMESTAMP) AS acted_at, notice_id, user_report_id
    FROM accepted_moderation_actions
), reported AS (
    SELECT id, reporter_kind FROM accepted_notices WHERE reporter_kind IN ('minor', 'guardian', 'helpline')
), flagged AS (
    SELECT id, reporter_kind FROM accepted_user_reports WHERE reporter_kind IN ('minor', 'guardian', 'helpline')
), followed AS MATERIALIZED (
    SELECT a.puid, a.host, coalesce(n.reporter_kind, r.reporter_kind) AS reporter_kind
    FROM acted AS a
    LEFT JOIN reported AS n ON n.id = a.notice_id
    LEFT JOIN flagged AS r ON r.id = a.user_report_id
    WHERE in_period(a.acted_at) AND (n.id IS NOT NULL OR r.id IS NOT NULL)
), on_their_hosts AS (
    SELECT puid,
        count(*) OVER (PARTITION BY host ORDER BY acted_at RANGE BETWEEN INTERVAL 1 MICROSECOND FOLLOWING AND INTERVAL 30 DAY FOLLOWING) AS later,
        count(*) OVER (PARTITION BY host, account_ref ORDER BY acted_at RANGE BETWEEN INTERVAL 1 MICROSECOND FOLLOWING AND INTERVAL 30 DAY FOLLOWING) AS by_the_same
    FROM acted
    WHERE account_ref IS NOT NULL AND host IN (SELECT host FROM followed)
)
SELECT f.reporter_kind, f.host IS NOT NULL AS traceable, coalesce(h.later > h.by_the_same, false) AS returned
FROM followed AS f
LEFT JOIN on_their_hosts AS h ON h.puid = f.puid
