-- What at least `sharers` accounts share, and of each account the rarest things of each kind.
-- Variables: sharers, most_holders, things_per_kind. Reads uses and kinds (kind, family, side).
CREATE TABLE holders AS SELECT kind, thing, count(*) AS holders FROM uses GROUP BY kind, thing;

CREATE TABLE shared AS
SELECT acct, kind, side, thing, holders FROM (
    SELECT u.acct, u.kind, f.side, u.thing, h.holders,
        row_number() OVER (PARTITION BY u.acct, u.kind ORDER BY h.holders, u.times DESC, u.thing) AS place
    FROM uses AS u JOIN holders AS h USING (kind, thing) JOIN kinds AS f USING (kind)
    WHERE h.holders >= getvariable('sharers') AND u.kind <> 'target' AND (f.side = 'how' OR h.holders <= getvariable('most_holders'))
) WHERE place <= getvariable('things_per_kind');
