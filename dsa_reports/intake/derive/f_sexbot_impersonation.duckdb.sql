-- Notices and user reports of the period about impersonation (11a): somebody poses as a real person. Whatever became of them.
SELECT 'notice' AS route, reporter_kind,
    action_taken_at IS NOT NULL AS acted_upon,
    action_taken_at IS NULL AND decided_at IS NOT NULL AS rejected,
    seconds_between(received_at, action_taken_at) AS action_seconds
FROM accepted_notices
WHERE keyword = 'KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING' AND in_period(received_at)
UNION ALL
SELECT 'user_report', coalesce(reporter_kind, 'other'), action_taken_at IS NOT NULL, action_taken_at IS NULL AND decided_at IS NOT NULL,
    seconds_between(reported_at, action_taken_at)
FROM accepted_user_reports
WHERE keyword = 'KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING' AND in_period(reported_at)
