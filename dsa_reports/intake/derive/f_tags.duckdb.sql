-- needs: f_tag_kinds
-- One row per row of the logs and phenomenon that it is tagged with, whatever its date. `shown`: the phenomenon in whose chapter
-- the row stands, the one with the lowest precedence.
WITH tagged AS (
    SELECT k.source, k.id, f.phenomenon, f.precedence, f.rule
    FROM tag_subjects() AS k
    JOIN f_tag_kinds AS f
      ON f.category IS NOT DISTINCT FROM k.category AND f.keyword IS NOT DISTINCT FROM k.keyword
     AND f.description IS NOT DISTINCT FROM k.description AND f.label IS NOT DISTINCT FROM k.label
     AND f.detector IS NOT DISTINCT FROM k.detector AND f.mapped IS NOT DISTINCT FROM k.mapped
     AND f.confirmed = k.confirmed AND f.mentioned IS NOT DISTINCT FROM k.mentioned
), with_complaints AS (
    SELECT * FROM tagged
    UNION ALL
    SELECT 'complaints', c.id, t.phenomenon, t.precedence, 'measure'
    FROM accepted_complaints AS c
    JOIN tagged AS t ON t.source = 'moderation_actions' AND t.id = c.puid
), once AS (
    SELECT source, id, phenomenon, precedence, min(rule) AS rule
    FROM with_complaints
    GROUP BY ALL
)
SELECT source, id, phenomenon, rule, row_number() OVER (PARTITION BY source, id ORDER BY precedence, phenomenon) = 1 AS shown
FROM once
