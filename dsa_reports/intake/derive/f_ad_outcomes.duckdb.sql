-- needs: f_ad_subjects
-- One row per subject with its outcome, and one per outcome that no subject of the kind has (`hit` = false), so that nothing found
-- is seen to be 0; `in_all`: subjects of the kind. None where there is no subject of the kind.
WITH outcomes AS (
    SELECT unnest(['in_paid_register', 'in_declared_register', 'removed_ad_identity_withheld', 'absent_undeclared', 'not_searchable']) AS outcome,
        unnest([1, 2, 3, 4, 5]) AS place
), kinds AS (
    SELECT kind, count(*) AS in_all FROM f_ad_subjects GROUP BY kind
)
SELECT k.kind, o.outcome, o.place, k.in_all, s.kind IS NOT NULL AS hit
FROM kinds AS k
CROSS JOIN outcomes AS o
LEFT JOIN f_ad_subjects AS s ON s.kind = k.kind AND s.outcome = o.outcome
