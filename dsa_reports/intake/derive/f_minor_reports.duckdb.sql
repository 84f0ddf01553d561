-- Notices and user reports of the period by minors, guardians and helplines, one row each; of all others only their number.
WITH received AS (
    SELECT 'notice' AS route, reporter_kind, action_taken_at IS NOT NULL AS acted_upon,
           seconds_between(received_at, action_taken_at) AS action_seconds
    FROM accepted_notices WHERE in_period(received_at)
    UNION ALL
    SELECT 'user_report', coalesce(reporter_kind, 'not recorded'), action_taken_at IS NOT NULL,
           seconds_between(reported_at, action_taken_at)
    FROM accepted_user_reports WHERE in_period(reported_at)
)
SELECT route, reporter_kind, 1::BIGINT AS reports, acted_upon, action_seconds
FROM received WHERE reporter_kind IN ('minor', 'guardian', 'helpline')
UNION ALL
SELECT route, reporter_kind, count(*), NULL, NULL
FROM received WHERE reporter_kind NOT IN ('minor', 'guardian', 'helpline')
GROUP BY route, reporter_kind
