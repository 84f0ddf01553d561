-- Who is in no candidate but has a thing of which at least half of the holders are in candidates (beside). Of these: who addressed a
-- member, or mostly people it knows (apart); whom members of which candidate addressed (addressed); who addressed hardly anybody but
-- strangers, were it one (cold). Variables: own_share, pair, stranger_share. Reads taken (acct, grp), uses, holders, acts, accounts, conduct.
CREATE OR REPLACE TEMP TABLE beside AS
WITH inside AS (
    SELECT u.kind, u.thing, count(*) AS members FROM uses AS u JOIN taken USING (acct)
    WHERE u.kind NOT IN ('target', 'strangers', 'pace', 'rhythm', 'handle') GROUP BY u.kind, u.thing HAVING count(*) >= getvariable('pair')
),
owned AS (SELECT i.kind, i.thing FROM inside AS i JOIN holders AS h USING (kind, thing) WHERE i.members >= getvariable('own_share') * h.holders)
SELECT DISTINCT u.acct FROM uses AS u JOIN owned USING (kind, thing) ANTI JOIN taken AS t ON t.acct = u.acct;

CREATE OR REPLACE TEMP TABLE apart AS
SELECT a.acct FROM acts AS a JOIN beside USING (acct) JOIN accounts AS m ON m.account_ref = a.target JOIN taken AS t ON t.acct = m.acct
UNION
SELECT c.acct FROM conduct AS c JOIN beside USING (acct) WHERE 2 * c.strangers < c.known;

CREATE OR REPLACE TEMP TABLE addressed AS
SELECT DISTINCT b.acct, t.grp FROM acts AS a JOIN taken AS t ON t.acct = a.acct JOIN accounts AS m ON m.account_ref = a.target JOIN beside AS b ON b.acct = m.acct;

CREATE OR REPLACE TEMP TABLE cold AS
SELECT c.acct FROM conduct AS c JOIN beside USING (acct) WHERE c.known >= 1 AND c.strangers >= getvariable('stranger_share') * c.known;
