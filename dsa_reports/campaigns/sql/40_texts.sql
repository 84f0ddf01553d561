-- Which accounts wrote which text, near-duplicates being one thing; and which phrases. Reads acts, text_forms (text_no, skeleton),
-- skeletons (place, skeleton), skeleton_groups (place, thing), phrase_places (place, phrase).
CREATE TABLE written AS
SELECT acct, s.place, count(*) AS times, min(moment) AS first_seen, max(moment) AS last_seen
FROM acts JOIN text_forms USING (text_no) JOIN skeletons AS s USING (skeleton)
GROUP BY acct, s.place;

INSERT INTO uses
SELECT acct, 'text', g.thing, sum(times), min(first_seen), max(last_seen)
FROM written JOIN skeleton_groups AS g USING (place)
GROUP BY acct, g.thing;

INSERT INTO uses
SELECT acct, 'phrase', p.phrase, sum(times), min(first_seen), max(last_seen)
FROM written JOIN phrase_places AS p USING (place)
GROUP BY acct, p.phrase;
