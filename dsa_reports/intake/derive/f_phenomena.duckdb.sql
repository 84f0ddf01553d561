-- needs: f_tags
-- Rows of the period that each phenomenon tags, and in whose chapter they are shown.
SELECT t.phenomenon, t.source, t.rule, t.shown
FROM f_tags AS t
JOIN (
    SELECT 'moderation_actions' AS source, puid AS id FROM accepted_moderation_actions
    WHERE CASE WHEN decided_at IS NOT NULL THEN in_period(decided_at) ELSE day_in_period(application_date) END
    UNION ALL SELECT 'notices', id FROM accepted_notices WHERE in_period(received_at)
    UNION ALL SELECT 'user_reports', id FROM accepted_user_reports WHERE in_period(reported_at)
    UNION ALL SELECT 'complaints', id FROM accepted_complaints WHERE in_period(submitted_at)
) AS r ON r.source = t.source AND r.id = t.id
