-- Decisions of the period on hidden advertising (2a): the commercial communications that nobody declared, as far as they were found.
SELECT coalesce(recipient_age_group, 'unknown') AS age_group
FROM accepted_moderation_actions
WHERE CASE WHEN decided_at IS NOT NULL THEN in_period(decided_at) ELSE day_in_period(application_date) END
  AND (report_keyword IS NOT DISTINCT FROM 'KEYWORD_HIDDEN_ADVERTISEMENT'
       OR (report_keyword IS NULL AND list_contains(category_specification, 'KEYWORD_HIDDEN_ADVERTISEMENT')))
