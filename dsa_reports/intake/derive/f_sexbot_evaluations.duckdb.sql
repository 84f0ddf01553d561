-- needs: f_evaluations
-- Labelled samples of the period of the automated means that the definition of sexbot spam names.
SELECT e.scope, e.true_positives, e.false_positives, e.true_negatives, e.false_negatives
FROM f_evaluations AS e
WHERE EXISTS (FROM phenomenon_systems AS s WHERE s.phenomenon = 'sexbot_spam' AND label_key(s.system) = label_key(e.system))
