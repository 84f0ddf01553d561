-- Actions of the period that followed a report by a minor, a guardian or a helpline, and whether the same landing domain was
-- acted on again within 30 days behind another account. Hosts as logged: nothing is said about who stands behind them.
WITH acted AS (
    SELECT puid, account_ref, lower(landing_domain) AS host, coalesce(decided_at, application_date::TIMESTAMP) AS acted_at, notice_id, user_report_id
    FROM accepted_moderation_actions
), reported AS (
    SELECT id, reporter_kind FROM accepted_notices WHERE reporter_kind IN ('minor', 'guardian', 'helpline')
), flagged AS (
    SELECT id, reporter_kind FROM accepted_user_reports WHERE reporter_kind IN ('minor', 'guardian', 'helpline')
)
SELECT
    coalesce(n.reporter_kind, r.reporter_kind) AS reporter_kind,
    a.host IS NOT NULL AS traceable,
    a.host IS NOT NULL AND a.account_ref IS NOT NULL AND EXISTS (
        SELECT 1 FROM acted AS later
        WHERE later.host = a.host AND later.account_ref <> a.account_ref
          AND later.acted_at > a.acted_at AND later.acted_at <= a.acted_at + INTERVAL 30 DAY
    ) AS returned
FROM acted AS a
LEFT JOIN reported AS n ON n.id = a.notice_id
LEFT JOIN flagged AS r ON r.id = a.user_report_id
WHERE in_period(a.acted_at) AND (n.id IS NOT NULL OR r.id IS NOT NULL)
