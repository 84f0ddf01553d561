-- The null model: within accounts of about as many acts, everybody gets the conduct of another one, at random. What accounts are
-- about and how they go about it keep their frequencies, and lose every connection. Variable: shuffle (a number).
CREATE OR REPLACE TABLE twins AS
WITH banded AS (
    SELECT acct, floor(log2(acts))::INTEGER AS band, row_number() OVER (PARTITION BY floor(log2(acts)) ORDER BY acct) AS place,
        row_number() OVER (PARTITION BY floor(log2(acts)) ORDER BY hash(acct + getvariable('shuffle') * 1000003), acct) AS other
    FROM accounts
)
SELECT a.acct, b.acct AS twin FROM banded AS a JOIN banded AS b ON a.band = b.band AND a.place = b.other;
