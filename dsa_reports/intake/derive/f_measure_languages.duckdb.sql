-- needs: f_measures
-- One row per measure and official language: the languages that the log states for the report, else the language of
-- the notice, else that of the content.
SELECT l.language, m.measures, m.solely_automated, m.not_automated
FROM f_measures AS m
LEFT JOIN (SELECT id, language FROM accepted_notices WHERE language IS NOT NULL) AS n ON n.id = m.notice_id
CROSS JOIN LATERAL (
    SELECT unnest(list_distinct(coalesce(m.report_languages, [coalesce(n.language, lower(m.content_language))]))) AS language
) AS l
WHERE list_contains(getvariable('official_languages'), l.language)
