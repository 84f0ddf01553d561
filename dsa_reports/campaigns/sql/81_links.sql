-- Which accounts share a thing that says what they are about and a thing that says how they go about it, more often than two
-- independent habits would. `twin` is the account itself, or in a run of the null model another one of as many acts, whose conduct
-- it is given. Variables: sharers, meeting_times, meeting_deviations. Reads shared and twins (acct, twin).
CREATE OR REPLACE TABLE pairs AS
SELECT a.acct, a.kind AS kind_a, a.thing AS thing_a, b.kind AS kind_b, b.thing AS thing_b, a.holders AS holders_a, b.holders AS holders_b
FROM (SELECT * FROM shared WHERE side = 'what') AS a
JOIN twins AS t ON t.acct = a.acct
JOIN (SELECT * FROM shared WHERE side = 'how') AS b ON b.acct = t.twin;

-- Expected by chance: holders_a * holders_b / accounts.
CREATE OR REPLACE TABLE meetings AS
SELECT kind_a, thing_a, kind_b, thing_b, n, first, expected FROM (
    SELECT kind_a, thing_a, kind_b, thing_b, count(*) AS n, min(acct) AS first,
        any_value(holders_a)::DOUBLE * any_value(holders_b) / (SELECT count(*) FROM accounts) AS expected
    FROM pairs GROUP BY ALL HAVING count(*) >= getvariable('sharers')
) WHERE n >= getvariable('meeting_times') * expected AND n >= expected + getvariable('meeting_deviations') * sqrt(expected);

CREATE OR REPLACE TABLE links AS
SELECT DISTINCT p.acct, m.first
FROM pairs AS p JOIN meetings AS m USING (kind_a, thing_a, kind_b, thing_b)
WHERE p.acct <> m.first;

DROP TABLE pairs;
