-- The same for keyed signatures. Reads acts and signature_groups (signature, thing).
INSERT INTO uses
SELECT acct, 'signature', g.thing, count(*), min(moment), max(moment)
FROM acts JOIN signature_groups AS g USING (signature)
GROUP BY acct, g.thing;
