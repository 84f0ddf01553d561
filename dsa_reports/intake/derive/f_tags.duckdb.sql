-- One row per row of the logs and phenomenon that it is tagged with, whatever its date: the first rule that fits, in the
-- order of the definition. `shown`: the phenomenon in whose chapter the row stands, the one with the lowest precedence.
-- What many rows have in common is judged once, and then found again in the rows.
WITH subjects AS (
    SELECT 'moderation_actions' AS source, puid AS id,
        measure_category(report_category, category) AS category,
        measure_keyword(report_keyword, report_category, category, category_specification) AS keyword,
        measure_description(report_keyword, report_other_description, category_specification_other) AS description,
        platform_label, detector_id, phenomenon, account_ref,
        list_append(coalesce(category_specification, []), report_keyword) AS mentioned
    FROM accepted_moderation_actions
    UNION ALL
    SELECT 'notices', id, category, keyword, other_description, platform_label, NULL, phenomenon, NULL, [keyword]
    FROM accepted_notices
    UNION ALL
    SELECT 'user_reports', id, category, keyword, other_description, platform_label, NULL, phenomenon, account_ref, [keyword]
    FROM accepted_user_reports
    UNION ALL
    SELECT 'complaints', id, NULL, NULL, NULL, platform_label, NULL, phenomenon, NULL, []
    FROM accepted_complaints
), known AS (
    SELECT source, id, category, keyword,
        CASE WHEN list_contains(getvariable('tag_descriptions'), label_key(description)) THEN label_key(description) END AS description,
        CASE WHEN list_contains(getvariable('tag_labels'), label_key(platform_label)) THEN label_key(platform_label) END AS label,
        CASE WHEN list_contains(getvariable('tag_detectors'), detector_id) THEN detector_id END AS detector,
        phenomenon AS mapped,
        coalesce(c.phenomena, []) AS confirmed,
        CASE WHEN list_has_any(mentioned, getvariable('tag_never')) THEN list_sort(list_intersect(mentioned, getvariable('tag_never'))) END AS mentioned
    FROM subjects AS s
    LEFT JOIN (SELECT account_ref, list_sort(list(DISTINCT phenomenon)) AS phenomena FROM confirmed_accounts GROUP BY account_ref) AS c ON c.account_ref = s.account_ref
), alike AS (
    SELECT DISTINCT category, keyword, description, label, detector, mapped, confirmed, mentioned FROM known
), fitting AS (
    SELECT a.*, r.phenomenon, r.precedence, arg_min(r.rule, r.position) AS rule
    FROM alike AS a
    JOIN phenomenon_rules AS r ON rule_fits(r, a)
    WHERE NOT coalesce(list_has_any(a.mentioned, getvariable('tag_withheld')), false)
      AND NOT EXISTS (FROM phenomenon_never AS n WHERE n.phenomenon = r.phenomenon AND excluded(n, a))
    GROUP BY ALL
), tagged AS (
    SELECT k.source, k.id, f.phenomenon, f.precedence, f.rule
    FROM known AS k
    JOIN fitting AS f
      ON f.category IS NOT DISTINCT FROM k.category AND f.keyword IS NOT DISTINCT FROM k.keyword
     AND f.description IS NOT DISTINCT FROM k.description AND f.label IS NOT DISTINCT FROM k.label
     AND f.detector IS NOT DISTINCT FROM k.detector AND f.mapped IS NOT DISTINCT FROM k.mapped
     AND f.confirmed = k.confirmed AND f.mentioned IS NOT DISTINCT FROM k.mentioned
), with_complaints AS (
    SELECT * FROM tagged
    UNION ALL
    SELECT 'complaints', c.id, t.phenomenon, t.precedence, 'measure'
    FROM accepted_complaints AS c
    JOIN tagged AS t ON t.source = 'moderation_actions' AND t.id = c.puid
), once AS (
    SELECT source, id, phenomenon, precedence, min(rule) AS rule
    FROM with_complaints
    GROUP BY ALL
)
SELECT source, id, phenomenon, rule, row_number() OVER (PARTITION BY source, id ORDER BY precedence, phenomenon) = 1 AS shown
FROM once
