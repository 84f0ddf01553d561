-- Every rule of every phenomenon tried on one row, condition by condition; `$source` and `$id` name the row.
WITH known AS (
    SELECT * FROM tag_subjects() WHERE source = $source AND id = $id
)
SELECT r.phenomenon, r.position, r.rule,
    rule_fits(r, k) AS fits,
    NOT r.value_map OR coalesce(k.mapped = r.phenomenon, false) AS value_map_fits,
    NOT r.campaigns OR list_contains(k.confirmed, r.phenomenon) AS campaigns_fits,
    k.category IS NULL OR asks(r.categories, k.category) AS categories_fits,
    asks(r.keywords, k.keyword) AS keywords_fits,
    asks(r.descriptions, k.description) AS descriptions_fits,
    asks(r.labels, k.label) AS labels_fits,
    asks(r.detectors, k.detector) AS detectors_fits,
    coalesce(list_has_any(k.mentioned, getvariable('tag_withheld')), false) AS withheld,
    (SELECT list(n.position ORDER BY n.position) FROM phenomenon_never AS n WHERE n.phenomenon = r.phenomenon AND excluded(n, k)) AS never
FROM known AS k, phenomenon_rules AS r
ORDER BY r.precedence, r.phenomenon, r.position
