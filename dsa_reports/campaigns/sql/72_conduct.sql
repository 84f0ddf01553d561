-- How an account goes about it, whatever it is about. Reads acts, accounts, dna.
--   pace      acts at even intervals: the spread of the gaps is less than half of their mean, where chance alone makes them equal.
--             The thing is the mean gap, in steps of a quarter. Of fewer than eight acts less spread is allowed: few may be even by chance.
--   strangers of the accounts it addressed, as far as the log says, four in five were strangers. One thing for all.
-- Variables: even_most, stranger_least, stranger_share.
CREATE TABLE conduct AS
SELECT
    a.acct,
    d.acts,
    d.unevenness,
    d.usual_gap,
    c.known,
    c.strangers
FROM accounts AS a
LEFT JOIN dna AS d USING (acct)
LEFT JOIN (
    SELECT acct, count(*) AS known, count(*) FILTER (WHERE NOT connected) AS strangers
    FROM acts WHERE target IS NOT NULL AND connected IS NOT NULL GROUP BY acct
) AS c USING (acct);

INSERT INTO uses
SELECT c.acct, 'pace', step, 1, a.first_seen, a.last_seen
FROM (SELECT acct, unnest([floor(log2(usual_gap) * 2)::BIGINT * 2, floor(log2(usual_gap) * 2 + 0.5)::BIGINT * 2 + 1]) AS step FROM conduct WHERE unevenness <= getvariable('even_most') * least(1, (acts - 2) / 6.0) AND usual_gap > 0) AS c
JOIN accounts AS a USING (acct);

INSERT INTO uses
SELECT c.acct, 'strangers', 0, 1, a.first_seen, a.last_seen
FROM conduct AS c JOIN accounts AS a USING (acct)
WHERE c.known >= getvariable('stranger_least') AND c.strangers >= getvariable('stranger_share') * c.known;

INSERT INTO things
SELECT DISTINCT 'pace', thing, 'about every ' || greatest(round(2 ** ((thing // 2) / 2.0 + 0.25 - CASE WHEN thing % 2 = 0 THEN 0 ELSE 0.25 END) / 3600, 1), 0.1) || ' hours, evenly' FROM uses WHERE kind = 'pace'
UNION ALL SELECT 'strangers', 0, 'addresses strangers nearly always';
