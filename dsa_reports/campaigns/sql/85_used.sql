-- What the accounts in `grouped` (acct) have to do with, kinds by number. In a run of the null model their conduct is that of their twin.
-- Reads uses, holders, kinds, twins (sql/81).
CREATE OR REPLACE TEMP TABLE used AS
SELECT g.acct, f.number AS kind, u.thing, u.times, h.holders
FROM grouped AS g JOIN uses AS u USING (acct) JOIN kinds AS f USING (kind) JOIN holders AS h USING (kind, thing) WHERE f.side = 'what'
UNION ALL
SELECT g.acct, f.number, u.thing, u.times, h.holders
FROM grouped AS g JOIN twins AS t USING (acct) JOIN uses AS u ON u.acct = t.twin JOIN kinds AS f USING (kind) JOIN holders AS h USING (kind, thing) WHERE f.side = 'how';
