-- Complaints against measures tagged as sexbot spam, or tagged so themselves, whose outcome counts in the period.
SELECT
    c.outcome IN ('reversed', 'partially_reversed') AS reversed,
    c.outcome IN ('upheld', 'reversed', 'partially_reversed') AS decided
FROM accepted_complaints AS c
LEFT JOIN (SELECT puid FROM accepted_moderation_actions WHERE phenomenon = 'sexbot_spam') AS a ON a.puid = c.puid
WHERE in_period(c.submitted_at) AND (c.phenomenon = 'sexbot_spam' OR a.puid IS NOT NULL)
