-- What rows of the logs have in common, as far as rules of phenomena ask about it, and the phenomena that tag such rows: the
-- first rule that fits, in the order of the definition. A few rows, however many the logs have; f_tags finds them again there.
WITH alike AS (
    SELECT DISTINCT category, keyword, description, label, detector, mapped, confirmed, mentioned FROM tag_subjects()
)
SELECT a.*, r.phenomenon, r.precedence, arg_min(r.rule, r.position) AS rule
FROM alike AS a
JOIN phenomenon_rules AS r ON rule_fits(r, a)
WHERE NOT coalesce(list_has_any(a.mentioned, getvariable('tag_withheld')), false)
  AND NOT EXISTS (FROM phenomenon_never AS n WHERE n.phenomenon = r.phenomenon AND excluded(n, a))
GROUP BY ALL
