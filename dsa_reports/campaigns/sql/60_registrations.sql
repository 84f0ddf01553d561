-- Hours in which far more accounts registered than in the hours around them. An hour here is any stretch of `burst_seconds`,
-- laid twice, half a stretch apart, so that no burst is cut in two. Variables: burst_seconds, burst_least, burst_times.
CREATE TABLE registrations AS
SELECT acct, registered_at, unnest([registered_at // getvariable('burst_seconds') * 2, (registered_at + getvariable('burst_seconds') // 2) // getvariable('burst_seconds') * 2 + 1]) AS stretch
FROM accounts WHERE registered_at IS NOT NULL;

CREATE TABLE bursts AS
WITH counted AS (SELECT stretch, count(*) AS n FROM registrations GROUP BY stretch),
-- What is usual: the mean over the week around it, itself left out.
around AS (
    SELECT stretch, n, (sum(n) OVER week - n) * getvariable('burst_seconds') / (7 * 86400.0) AS usual
    FROM counted
    WINDOW week AS (
        PARTITION BY stretch % 2 ORDER BY stretch // 2
        RANGE BETWEEN (302400 // getvariable('burst_seconds')) PRECEDING AND (302400 // getvariable('burst_seconds')) FOLLOWING
    )
)
SELECT stretch, n, usual FROM around WHERE n >= getvariable('burst_least') AND n >= getvariable('burst_times') * greatest(usual, 0.5);

INSERT INTO uses
SELECT acct, 'registered', stretch, 1, registered_at, registered_at FROM registrations JOIN bursts USING (stretch);

INSERT INTO things
SELECT 'registered', stretch, strftime(make_timestamp(CASE WHEN stretch % 2 = 0 THEN stretch // 2 * getvariable('burst_seconds') ELSE (stretch // 2 * getvariable('burst_seconds') - getvariable('burst_seconds') // 2) END * 1000000), '%Y-%m-%dT%H:%MZ') FROM bursts;
