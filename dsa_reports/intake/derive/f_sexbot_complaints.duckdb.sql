-- Complaints against measures tagged as sexbot spam, or tagged so themselves: as in part 7, those submitted in the
-- period, and the outcomes that count in it. Reading: complaints_cut_off.
WITH tagged AS (
    SELECT c.*, in_period(c.submitted_at) AS submitted, outcome_counts(c.outcome, c.submitted_at, c.decided_at) AS counts
    FROM accepted_complaints AS c
    LEFT JOIN (SELECT puid FROM accepted_moderation_actions WHERE phenomenon = 'sexbot_spam') AS a ON a.puid = c.puid
    WHERE c.phenomenon = 'sexbot_spam' OR a.puid IS NOT NULL
)
SELECT
    submitted,
    counts AND outcome IN ('reversed', 'partially_reversed') AS reversed,
    counts AND outcome IN ('upheld', 'reversed', 'partially_reversed') AS decided
FROM tagged
WHERE submitted OR counts
