-- Notices stand behind four of each hundred rows; the actions that name them carry the same draws.
CREATE OR REPLACE VIEW made_notices AS
WITH joined AS (
    SELECT c.i, c.h, c.link, c.second, l.language, v.*
    FROM core c
    JOIN slots s ON s.slot_key = 20000 + c.pick % 20000
    JOIN variants v ON v.variant = s.variant
    JOIN language_slots l ON l.slot = c.h % 1009
    WHERE is_notice_row(c.i)
)
SELECT
    'n-' || format('{:08d}', notice_number(i)) AS id,
    category, keyword, other_description, label AS platform_label, phenomenon,
    reporter_of(link) AS reporter_kind,
    CASE WHEN reporter_of(link) = 'trusted_flagger' THEN one_of(getvariable('flaggers'), link // 100000000) END AS trusted_flagger_name,
    NULL::VARCHAR AS helpline_name,
    1 + CASE WHEN h % 10007 < 2200 THEN (h % 10009) * (h % 10037) // 10037 * 12 // 10009 ELSE 0 END AS items,
    instant(second - 120 - skewed_seconds(h, 12)) AS received_at,
    CASE WHEN NOT notice_open(link) THEN instant(second) END AS decided_at,
    CASE WHEN notice_linked(link) OR notice_totals(link) THEN instant(second + 1 + h % 900) END AS action_taken_at,
    CASE WHEN h % 10039 < 2400 THEN 'automated' WHEN h % 10039 < 5200 THEN 'partially_automated' WHEN h % 10039 < 9900 THEN 'not_automated' END AS processing,
    CASE WHEN notice_totals(link) THEN on_law::BIGINT END AS actions_on_law,
    CASE WHEN notice_totals(link) THEN (NOT on_law)::BIGINT END AS actions_on_terms,
    CASE WHEN h % 10061 < 9600 THEN language END AS language,
    one_of(surfaces, h % 10093) AS surface,
    CASE WHEN abuse THEN NULL ELSE 'c-' || format('{:08x}', stream(i, 374761393, 9)::BIGINT) END AS content_ref
FROM joined;
