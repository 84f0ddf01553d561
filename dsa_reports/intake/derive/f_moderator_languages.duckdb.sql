-- needs: f_moderators
-- One row per moderator or group and language.
SELECT l.language, m.heads
FROM f_moderators AS m
CROSS JOIN LATERAL (SELECT unnest(list_distinct(m.languages)) AS language) AS l
