-- The second way to a link, for logs that say little of conduct: things of two families that say what accounts are about, neither of
-- them common, more often together than chance would have it. Accounts in `taken` (acct) are candidates already.
-- Variables: least_members, most_holders, meeting_times, meeting_deviations. Reads uses, holders, kinds, accounts, twins (sql/81).
CREATE OR REPLACE TABLE alike AS
SELECT acct, kind, family, thing, holders FROM (
    SELECT u.acct, u.kind, f.family, u.thing, h.holders, row_number() OVER (PARTITION BY u.acct, u.kind ORDER BY u.times DESC, h.holders, u.thing) AS place
    FROM uses AS u JOIN holders AS h USING (kind, thing) JOIN kinds AS f USING (kind) ANTI JOIN taken AS t ON t.acct = u.acct
    WHERE u.kind IN ('domain', 'affiliate', 'picture', 'text', 'signature') AND h.holders BETWEEN getvariable('least_members') AND getvariable('most_holders')
) WHERE place <= 3;

CREATE OR REPLACE TABLE pairs AS
SELECT a.acct, a.kind AS kind_a, a.thing AS thing_a, b.kind AS kind_b, b.thing AS thing_b, a.holders AS holders_a, b.holders AS holders_b
FROM alike AS a JOIN twins AS t ON t.acct = a.acct JOIN alike AS b ON b.acct = t.twin AND a.family < b.family;

CREATE OR REPLACE TABLE links AS
WITH meetings AS (
    SELECT kind_a, thing_a, kind_b, thing_b, first FROM (
        SELECT kind_a, thing_a, kind_b, thing_b, count(*) AS n, min(acct) AS first,
            any_value(holders_a)::DOUBLE * any_value(holders_b) / (SELECT count(*) FROM accounts) AS expected
        FROM pairs GROUP BY ALL HAVING count(*) >= getvariable('least_members')
    ) WHERE n >= getvariable('meeting_times') * expected AND n >= expected + getvariable('meeting_deviations') * sqrt(expected)
)
SELECT DISTINCT p.acct, m.first
FROM pairs AS p JOIN meetings AS m USING (kind_a, thing_a, kind_b, thing_b)
WHERE p.acct <> m.first;

DROP TABLE pairs;
DROP TABLE alike;
