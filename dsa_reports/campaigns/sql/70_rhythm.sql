-- Digital DNA: what an account did, act by act, as one string of letters. A turn of phrase in it that comes back within the same
-- account is a habit (`rhythm_gram` letters, not all the same: who only likes has no rhythm); a habit that several accounts share is
-- a common rhythm.
-- Variables: rhythm_longest (acts that are looked at), rhythm_least (fewer acts make no rhythm), rhythm_gram, rhythm_deviations.
CREATE TABLE dna AS
WITH ordered AS (
    SELECT acct, kind, moment, moment - lag(moment) OVER turn AS gap, row_number() OVER turn AS place
    FROM acts WHERE kind NOT IN ('registered', 'removed', 'profile_changed')
    WINDOW turn AS (PARTITION BY acct ORDER BY moment, kind, surface)
)
SELECT
    acct, count(*) AS acts, min(moment) AS first_seen, max(moment) AS last_seen,
    string_agg(
        CASE kind WHEN 'posted' THEN 'O' WHEN 'commented' THEN 'C' WHEN 'messaged' THEN 'M' WHEN 'followed' THEN 'F'
            WHEN 'liked' THEN 'L' WHEN 'mentioned' THEN 'N' WHEN 'group_added' THEN 'G' WHEN 'story_viewed' THEN 'S' ELSE 'X' END,
        '' ORDER BY place
    ) AS strand,
    avg(gap) AS usual_gap, stddev_pop(gap) / nullif(avg(gap), 0) AS unevenness
FROM ordered WHERE place <= getvariable('rhythm_longest')
GROUP BY acct HAVING count(*) >= getvariable('rhythm_least');

CREATE TEMP TABLE grams AS
WITH counted AS (
    SELECT acct, gram, count(*) AS times, any_value(strand) AS strand, any_value(first_seen) AS first_seen, any_value(last_seen) AS last_seen FROM (
        SELECT acct, strand, first_seen, last_seen, substr(strand, unnest(range(1, length(strand) - getvariable('rhythm_gram') + 2)), getvariable('rhythm_gram')) AS gram FROM dna
    ) WHERE gram <> repeat(left(gram, 1), length(gram)) GROUP BY acct, gram HAVING count(*) >= 2
),
-- Who does two things only repeats any turn of them: by chance it comes as often as the acts in it are usual with this account.
expected AS (
    SELECT *, (length(strand) - length(gram) + 1) * list_product(list_transform(string_split(gram, ''), lambda act: (length(strand) - length(replace(strand, act, ''))) / length(strand))) AS chance FROM counted
)
SELECT acct, gram, times, first_seen, last_seen FROM expected WHERE times >= chance + getvariable('rhythm_deviations') * sqrt(chance);

INSERT INTO uses SELECT acct, 'rhythm', (hash(gram) >> 1)::BIGINT, times, first_seen, last_seen FROM grams;

INSERT INTO things SELECT 'rhythm', (hash(gram) >> 1)::BIGINT, gram FROM (SELECT DISTINCT gram FROM grams);

DROP TABLE grams;
