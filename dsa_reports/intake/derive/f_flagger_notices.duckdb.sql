-- Notices of the period by trusted flaggers and helplines about minors (category 9) or about copied pictures of a person,
-- each with the organisation of the register that bears the name and held the status on the day of the notice.
WITH named AS (
    SELECT reporter_kind AS kind, lower(trim(CASE WHEN reporter_kind = 'helpline' THEN helpline_name ELSE trusted_flagger_name END)) AS name,
        category = 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS' AS about_minors,
        keyword IS NOT NULL AND keyword IN (
            'KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING', 'KEYWORD_NON_CONSENSUAL_IMAGE_SHARING',
            'KEYWORD_NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN', 'KEYWORD_MISSING_PROCESSING_GROUND') AS copied_picture,
        action_taken_at IS NOT NULL AS acted_upon, decided_at IS NOT NULL OR action_taken_at IS NOT NULL AS concluded,
        seconds_between(received_at, action_taken_at) AS action_seconds, received_at
    FROM accepted_notices
    WHERE reporter_kind IN ('trusted_flagger', 'helpline') AND in_period(received_at)
), register AS (
    SELECT DISTINCT kind, lower(trim(name)) AS name, valid_from, valid_to FROM accepted_trusted_flaggers
)
SELECT
    kind, about_minors, copied_picture, acted_upon, concluded, action_seconds,
    kind || '~' || CASE WHEN registered THEN regexp_replace(name, '[^a-z0-9_]+', '-', 'g') ELSE 'not-in-the-register' END AS entry
FROM (
    SELECT n.*, EXISTS (
        SELECT 1 FROM register AS r
        WHERE r.kind = n.kind AND r.name = n.name AND r.valid_from <= CAST(n.received_at AS DATE) AND coalesce(r.valid_to, CAST(n.received_at AS DATE)) >= CAST(n.received_at AS DATE)
    ) AS registered
    FROM named AS n
)
WHERE about_minors OR copied_picture
