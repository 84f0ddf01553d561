-- needs: f_measures
-- The period's measures by official language, alike ones put together: the language that the order or the notice states,
-- else the languages that the log states for the report, else that of the content. A measure in two counts in both.
WITH spoken AS (
    SELECT
        CASE
            WHEN o.language IS NOT NULL THEN [o.language]
            WHEN n.language IS NOT NULL THEN [n.language]
            WHEN m.report_languages IS NOT NULL THEN m.report_languages
            ELSE [lower(m.content_language)]
        END AS languages,
        m.solely_automated,
        m.not_automated,
        count(*) AS decisions,
        sum(m.measures)::BIGINT AS measures
    FROM f_measures AS m
    LEFT JOIN (SELECT id, language FROM accepted_orders WHERE language IS NOT NULL) AS o ON o.id = m.order_id
    LEFT JOIN (SELECT id, language FROM accepted_notices WHERE language IS NOT NULL) AS n ON n.id = m.notice_id
    GROUP BY ALL
)
SELECT l.language, s.solely_automated, s.not_automated, s.decisions, s.measures
FROM spoken AS s
CROSS JOIN LATERAL (SELECT unnest(list_distinct(s.languages)) AS language) AS l
WHERE list_contains(getvariable('official_languages'), l.language)
