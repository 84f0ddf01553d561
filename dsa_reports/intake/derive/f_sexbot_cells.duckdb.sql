-- needs: f_measures f_notices f_complaints f_sexbot_measures f_sexbot_complaints f_tags
-- Where the rows of the chapter stand in parts 4 to 7: the number of them in each official cell, and the cell's whole number.
-- Readings: measure_unit, user_reports, complaints_cut_off.
WITH own AS (
    SELECT CASE WHEN preceded_by <> 'own_initiative' THEN NULL WHEN illegal THEN '5' ELSE '6' END AS part,
        category, CASE WHEN preceded_by = 'own_initiative' THEN keyword END AS keyword, preceded_by, sum(measures)::BIGINT AS tagged, count(*) AS decisions
    FROM f_sexbot_measures GROUP BY ALL
), cells AS (
    SELECT CASE WHEN illegal THEN '5' ELSE '6' END AS part, category, keyword, sum(measures)::BIGINT AS whole
    FROM f_measures WHERE preceded_by = 'own_initiative' GROUP BY ALL
), notices AS (
    SELECT n.category, reported_keyword(n.category, n.keyword) AS keyword, count(*) AS tagged
    FROM (
        SELECT 'notices' AS source, id, category, keyword FROM accepted_notices WHERE in_period(received_at)
        UNION ALL
        SELECT 'user_reports', id, coalesce(category, 'STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE'), keyword
        FROM accepted_user_reports WHERE in_period(reported_at) AND getvariable('user_reports') = 'notices'
    ) AS n
    JOIN f_tags AS t ON t.source = n.source AND t.id = n.id AND t.phenomenon = 'sexbot_spam' AND t.shown
    GROUP BY ALL
), all_notices AS (
    SELECT category, keyword, count(*) AS whole FROM f_notices GROUP BY ALL
)
SELECT o.part, o.category, o.keyword, o.preceded_by, o.tagged, o.decisions, c.whole
FROM own AS o
LEFT JOIN cells AS c ON c.part = o.part AND c.category = o.category AND c.keyword IS NOT DISTINCT FROM o.keyword
UNION ALL
SELECT '4', n.category, n.keyword, NULL, n.tagged, n.tagged, a.whole
FROM notices AS n JOIN all_notices AS a ON a.category = n.category AND a.keyword IS NOT DISTINCT FROM n.keyword
UNION ALL
SELECT '7', NULL, NULL, NULL, tagged, tagged, whole
FROM (SELECT count(*) FILTER (WHERE submitted) AS tagged FROM f_sexbot_complaints), (SELECT count(*) FILTER (WHERE submitted) AS whole FROM f_complaints)
