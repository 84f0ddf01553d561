-- What each generation did, as shares: to tell what changed from one to the next. Reads generation_of (acct, family_id, generation).
CREATE TABLE generation_ways AS
WITH mine AS (SELECT g.family_id, g.generation, a.* FROM acts AS a JOIN generation_of AS g USING (acct) WHERE a.kind NOT IN ('registered', 'removed')),
ways AS (
    SELECT family_id, generation, 'surface' AS way, surface AS value, count(*) AS n FROM mine GROUP BY ALL
    UNION ALL SELECT family_id, generation, 'hours', (moment % 86400 // 10800)::VARCHAR, count(*) FROM mine GROUP BY ALL
    UNION ALL SELECT family_id, generation, 'audience', reach || '/' || age, count(*) FROM mine WHERE target IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT g.family_id, g.generation, CASE WHEN u.kind = 'text' THEN 'template' ELSE u.kind END, u.thing::VARCHAR, sum(u.times)
    FROM uses AS u JOIN generation_of AS g USING (acct)
    WHERE u.kind IN ('domain', 'picture', 'text') GROUP BY ALL
)
SELECT family_id, generation, way, value, n / sum(n) OVER (PARTITION BY family_id, generation, way) AS share FROM ways;
