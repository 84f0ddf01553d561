-- Whom accounts addressed: those who were strangers to them, or of whom the log does not say.
INSERT INTO uses
SELECT acct, 'target', (hash(target) >> 1)::BIGINT, count(*), min(moment), max(moment)
FROM acts WHERE target IS NOT NULL AND connected IS DISTINCT FROM TRUE
GROUP BY acct, target;

INSERT INTO things
SELECT 'target', (hash(target) >> 1)::BIGINT, target FROM (SELECT DISTINCT target FROM acts WHERE target IS NOT NULL AND connected IS DISTINCT FROM TRUE);
