-- The shape of handles: a run of letters is one `a`, a digit is a `9`, everything else stays (`miss.eva.111` → `a.a.999`).
-- A log may hold the shape itself, with letters as `a` and digits as `9`: it has the same shape.
CREATE TABLE shapes AS
SELECT DISTINCT acct, left(regexp_replace(regexp_replace(lower(handle), '\p{N}', '9', 'g'), '\p{L}+', 'a', 'g'), 60) AS shape, min(moment) OVER (PARTITION BY acct) AS moment
FROM acts WHERE handle IS NOT NULL;

INSERT INTO uses SELECT acct, 'handle', (hash(shape) >> 1)::BIGINT, 1, min(moment), min(moment) FROM shapes GROUP BY acct, shape;

INSERT INTO things SELECT 'handle', (hash(shape) >> 1)::BIGINT, shape FROM (SELECT DISTINCT shape FROM shapes);
