-- What at least `sharers` accounts share, and of each account the rarest things of each kind. Only accounts whose conduct somebody
-- shares can be linked; of the others nothing is looked at any further.
-- Variables: sharers, most_holders, things_per_kind. Reads uses and kinds (kind, family, side).
CREATE TABLE holders AS SELECT kind, thing, count(*) AS holders FROM uses GROUP BY kind, thing;

CREATE TABLE kind_holders AS SELECT kind, count(DISTINCT acct) AS accounts FROM uses GROUP BY kind;

CREATE TABLE conducts AS
SELECT u.acct, u.kind, u.thing, h.holders, u.times
FROM uses AS u JOIN holders AS h USING (kind, thing) JOIN kinds AS f USING (kind)
WHERE f.side = 'how' AND h.holders >= getvariable('sharers') AND (u.kind <> 'handle' OR h.holders <= getvariable('most_holders'));

CREATE TABLE shared AS
SELECT acct, kind, side, thing, holders FROM (
    SELECT *, row_number() OVER (PARTITION BY acct, kind ORDER BY holders, times DESC, thing) AS place FROM (
        SELECT acct, kind, 'how' AS side, thing, holders, times FROM conducts
        UNION ALL
        SELECT u.acct, u.kind, 'what', u.thing, h.holders, u.times
        FROM uses AS u JOIN holders AS h USING (kind, thing) JOIN kinds AS f USING (kind) SEMI JOIN conducts AS c ON c.acct = u.acct
        WHERE f.side = 'what' AND u.kind <> 'target' AND h.holders BETWEEN getvariable('sharers') AND getvariable('most_holders')
    )
) WHERE place <= getvariable('things_per_kind');
