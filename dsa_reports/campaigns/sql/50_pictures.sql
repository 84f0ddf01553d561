-- Which accounts showed which picture, copies being one thing; never the earliest holder, whose picture it may be.
-- Reads acts and picture_groups (picture, thing).
CREATE TEMP TABLE shown AS
SELECT acct, g.thing, count(*) AS times, min(moment) AS first_seen, max(moment) AS last_seen
FROM acts JOIN picture_groups AS g USING (picture)
GROUP BY acct, g.thing;

CREATE TABLE first_holders AS
SELECT s.acct, s.thing, s.first_seen
FROM shown AS s JOIN (SELECT thing, min(first_seen) AS earliest, count(*) AS holders FROM shown GROUP BY thing) AS o USING (thing)
WHERE s.first_seen = o.earliest AND o.holders > 1;

INSERT INTO uses
SELECT acct, 'picture', thing, times, first_seen, last_seen FROM shown ANTI JOIN first_holders USING (acct, thing);

DROP TABLE shown;
