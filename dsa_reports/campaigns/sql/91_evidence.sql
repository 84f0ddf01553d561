-- Reads weighed (acct, cluster_id, kind, thing, weight), uses, things, written, skeleton_groups, phrase_places, skeletons, text_forms.
-- Variables: per_kind, longest_value.
CREATE TABLE telling AS
WITH ranked AS (
    SELECT cluster_id, kind, thing, max(weight) AS weight, count(*) AS members FROM weighed GROUP BY cluster_id, kind, thing
),
places AS (
    SELECT w.cluster_id, w.kind, w.thing, row_number() OVER (PARTITION BY w.cluster_id, w.kind, w.acct ORDER BY r.members DESC, r.weight DESC, w.thing) AS place
    FROM weighed AS w JOIN ranked AS r USING (cluster_id, kind, thing)
)
SELECT r.cluster_id, r.kind, r.thing, r.members, r.weight
FROM ranked AS r SEMI JOIN (SELECT * FROM places WHERE place <= getvariable('per_kind')) AS p USING (cluster_id, kind, thing)
WHERE r.members >= 2;

-- Of texts and phrases one text is shown that has them: the first in the order of the texts.
CREATE TABLE text_samples AS
WITH places AS (
    SELECT 'text' AS kind, thing, min(place) AS place FROM skeleton_groups SEMI JOIN (SELECT thing FROM telling WHERE kind = 'text') AS t USING (thing) GROUP BY thing
    UNION ALL
    SELECT 'phrase', phrase, min(place) FROM phrase_places SEMI JOIN (SELECT thing AS phrase FROM telling WHERE kind = 'phrase') AS t USING (phrase) GROUP BY phrase
),
numbers AS (SELECT p.kind, p.thing, min(f.text_no) AS text_no FROM places AS p JOIN skeletons AS s USING (place) JOIN text_forms AS f USING (skeleton) GROUP BY p.kind, p.thing),
texts AS (SELECT (hash(text) >> 1)::BIGINT AS text_no, min(text) AS text FROM memory.accepted_account_events WHERE text IS NOT NULL AND (hash(text) >> 1)::BIGINT IN (SELECT text_no FROM numbers) GROUP BY 1)
SELECT n.kind, n.thing, t.text AS value FROM numbers AS n JOIN texts AS t USING (text_no);

CREATE TABLE told AS
SELECT t.cluster_id, t.kind, t.thing, t.members, t.weight, left(coalesce(s.value, v.value, ''), getvariable('longest_value')) AS value
FROM telling AS t
LEFT JOIN text_samples AS s USING (kind, thing)
LEFT JOIN (SELECT kind, thing, min(value) AS value FROM things GROUP BY kind, thing) AS v USING (kind, thing);

CREATE TABLE evidence AS
WITH ordered AS (
    SELECT w.cluster_id, w.kind, w.thing, w.weight, t.value, a.account_ref, u.first_seen,
        lag(a.account_ref) OVER turn AS before
    FROM weighed AS w JOIN told AS t USING (cluster_id, kind, thing) JOIN accounts AS a USING (acct) JOIN uses AS u USING (acct, kind, thing)
    WINDOW turn AS (PARTITION BY w.cluster_id, w.kind, w.thing ORDER BY u.first_seen, a.account_ref)
)
SELECT cluster_id, before AS account_a, account_ref AS account_b, kind, value, weight FROM ordered WHERE before IS NOT NULL;
