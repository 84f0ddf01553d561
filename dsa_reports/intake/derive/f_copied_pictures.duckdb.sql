-- Notices and user reports of the period about copied pictures of a person: impersonation, images shared without consent, processing without a ground.
WITH received AS (
    SELECT reporter_kind, keyword, received_at AS told_at, decided_at, action_taken_at FROM accepted_notices
    UNION ALL
    SELECT coalesce(reporter_kind, 'not recorded'), keyword, reported_at, decided_at, action_taken_at FROM accepted_user_reports
)
SELECT reporter_kind, action_taken_at IS NOT NULL AS acted_upon, decided_at IS NOT NULL OR action_taken_at IS NOT NULL AS concluded,
       seconds_between(told_at, action_taken_at) AS action_seconds
FROM received
WHERE in_period(told_at) AND keyword IN (
    'KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING', 'KEYWORD_NON_CONSENSUAL_IMAGE_SHARING',
    'KEYWORD_NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN', 'KEYWORD_MISSING_PROCESSING_GROUND')
