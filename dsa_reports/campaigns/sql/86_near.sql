-- Who is in no candidate but has a thing of which at least half of the holders are in candidates; and who of them addressed a member.
-- Variables: own_share, pair. Reads taken (acct), uses, holders, acts, accounts.
CREATE OR REPLACE TEMP TABLE beside AS
WITH inside AS (
    SELECT u.kind, u.thing, count(*) AS members FROM uses AS u JOIN taken USING (acct)
    WHERE u.kind NOT IN ('target', 'strangers', 'pace', 'rhythm', 'handle') GROUP BY u.kind, u.thing HAVING count(*) >= getvariable('pair')
),
owned AS (SELECT i.kind, i.thing FROM inside AS i JOIN holders AS h USING (kind, thing) WHERE i.members >= getvariable('own_share') * h.holders),
those AS (SELECT DISTINCT u.acct FROM uses AS u JOIN owned USING (kind, thing) ANTI JOIN taken AS t ON t.acct = u.acct),
answering AS (
    SELECT DISTINCT a.acct FROM acts AS a JOIN those USING (acct) JOIN accounts AS m ON m.account_ref = a.target JOIN taken AS t ON t.acct = m.acct
    WHERE a.target IS NOT NULL
)
SELECT t.acct, n.acct IS NOT NULL AS aloof FROM those AS t LEFT JOIN answering AS n USING (acct);
