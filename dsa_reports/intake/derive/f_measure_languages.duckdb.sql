-- needs: f_measures
-- One row per measure and official language: the language that the order or the notice states, else the languages that
-- the log states for the report, else that of the content.
SELECT l.language, m.measures, m.solely_automated, m.not_automated
FROM f_measures AS m
LEFT JOIN (SELECT id, language FROM accepted_orders WHERE language IS NOT NULL) AS o ON o.id = m.order_id
LEFT JOIN (SELECT id, language FROM accepted_notices WHERE language IS NOT NULL) AS n ON n.id = m.notice_id
CROSS JOIN LATERAL (
    SELECT unnest(list_distinct(
        CASE
            WHEN o.language IS NOT NULL THEN [o.language]
            WHEN n.language IS NOT NULL THEN [n.language]
            WHEN m.report_languages IS NOT NULL THEN m.report_languages
            ELSE [lower(m.content_language)]
        END
    )) AS language
) AS l
WHERE list_contains(getvariable('official_languages'), l.language)
