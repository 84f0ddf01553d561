-- Candidates that hang together: each pair of them with the kinds of things that several members of both (at least two, and one in
-- ten) had and hardly anybody else.
-- `lead`: a domain, an affiliate's parameter or a picture in common, or things of two families. `template`: half of both use one.
CREATE TABLE common AS
WITH sizes AS (SELECT cluster_id, count(*) AS size FROM members GROUP BY cluster_id),
had AS (
    SELECT m.cluster_id, u.kind, u.thing, count(*) AS members, count(*) >= 0.5 * s.size AS of_half
    FROM uses AS u JOIN members AS m USING (acct) JOIN sizes AS s USING (cluster_id)
    WHERE u.kind IN ('domain', 'affiliate', 'picture', 'text', 'phrase', 'signature', 'rhythm')
    GROUP BY m.cluster_id, u.kind, u.thing, s.size HAVING count(*) >= greatest(2, 0.1 * s.size)
),
of_all AS (SELECT kind, thing, sum(members) AS members, count(*) AS clusters FROM had GROUP BY kind, thing HAVING count(*) BETWEEN 2 AND 20),
mostly AS (SELECT o.kind, o.thing FROM of_all AS o JOIN holders AS h USING (kind, thing) WHERE o.members >= 0.5 * h.holders)
SELECT a.cluster_id AS one, b.cluster_id AS other, count(DISTINCT k.family) >= 2 OR bool_or(a.kind IN ('domain', 'affiliate', 'picture')) AS lead,
    bool_or(a.of_half AND b.of_half AND k.family = 'text') AS template
FROM had AS a JOIN had AS b ON a.kind = b.kind AND a.thing = b.thing AND a.cluster_id < b.cluster_id
JOIN mostly AS m ON m.kind = a.kind AND m.thing = a.thing
JOIN kinds AS k ON k.kind = a.kind
GROUP BY a.cluster_id, b.cluster_id;
