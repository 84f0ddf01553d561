-- needs: f_tags
-- Complaints against measures tagged as sexbot spam, or tagged so themselves: as in part 7, those submitted in the
-- period, and the outcomes that count in it. Reading: complaints_cut_off.
WITH tagged AS (
    SELECT c.*, in_period(c.submitted_at) AS submitted, outcome_counts(c.outcome, c.submitted_at, c.decided_at) AS counts
    FROM accepted_complaints AS c
    JOIN f_tags AS t ON t.source = 'complaints' AND t.id = c.id AND t.phenomenon = 'sexbot_spam' AND t.shown
)
SELECT
    c.basis,
    c.submitted,
    c.counts AND c.outcome IN ('reversed', 'partially_reversed') AS reversed,
    c.counts AND c.outcome IN ('upheld', 'reversed', 'partially_reversed') AS decided,
    coalesce(a.account_type, 'not recorded') AS account_group,
    coalesce(a.surface, 'not recorded') AS surface,
    coalesce(lower(a.content_language), 'not recorded') AS language,
    CASE WHEN a.puid IS NULL THEN 'not recorded'
         WHEN a.automated_decision = 'AUTOMATED_DECISION_FULLY' THEN 'decided by machine' ELSE 'decided with people' END AS decided_by
FROM tagged AS c
LEFT JOIN accepted_moderation_actions AS a ON a.puid = c.puid
WHERE c.submitted OR c.counts
