-- Candidates that hang together: each pair of them with the kinds of things that several members of both (at least two, and one in
-- ten) had and hardly anybody else.
-- A domain, an affiliate's parameter or a picture in common is a lead of its own; of the rest it takes two families.
CREATE TABLE common AS
WITH sizes AS (SELECT cluster_id, count(*) AS size FROM members GROUP BY cluster_id),
had AS (
    SELECT m.cluster_id, u.kind, u.thing, count(*) AS members
    FROM uses AS u JOIN members AS m USING (acct) JOIN sizes AS s USING (cluster_id)
    WHERE u.kind IN ('domain', 'affiliate', 'picture', 'text', 'signature', 'rhythm')
    GROUP BY m.cluster_id, u.kind, u.thing, s.size HAVING count(*) >= greatest(2, 0.1 * s.size)
),
of_all AS (SELECT kind, thing, sum(members) AS members, count(*) AS clusters FROM had GROUP BY kind, thing HAVING count(*) BETWEEN 2 AND 20),
mostly AS (SELECT o.kind, o.thing FROM of_all AS o JOIN holders AS h USING (kind, thing) WHERE o.members >= 0.5 * h.holders)
SELECT a.cluster_id AS one, b.cluster_id AS other, count(DISTINCT k.family) AS families, bool_or(a.kind IN ('domain', 'affiliate', 'picture')) AS lead
FROM had AS a JOIN had AS b ON a.kind = b.kind AND a.thing = b.thing AND a.cluster_id < b.cluster_id
JOIN mostly AS m ON m.kind = a.kind AND m.thing = a.thing
JOIN kinds AS k ON k.kind = a.kind
GROUP BY a.cluster_id, b.cluster_id
HAVING count(DISTINCT k.family) >= 2 OR bool_or(a.kind IN ('domain', 'affiliate', 'picture'));
