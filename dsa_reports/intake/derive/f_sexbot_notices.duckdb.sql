-- Notices and user reports tagged as sexbot spam, received in the period.
SELECT 'notice' AS route, reporter_kind, action_taken_at IS NOT NULL AS acted_upon,
       seconds_between(received_at, action_taken_at) AS action_seconds
FROM accepted_notices
WHERE phenomenon = 'sexbot_spam' AND in_period(received_at)
UNION ALL
SELECT 'user_report', coalesce(reporter_kind, 'other'), action_taken_at IS NOT NULL,
       seconds_between(reported_at, action_taken_at)
FROM accepted_user_reports
WHERE phenomenon = 'sexbot_spam' AND in_period(reported_at)
