-- User reports stand behind three of each hundred rows.
CREATE OR REPLACE VIEW made_user_reports AS
WITH joined AS (
    SELECT c.i, c.h, c.link, c.second, v.*
    FROM core c
    JOIN slots s ON s.slot_key = 40000 + c.pick % 20000
    JOIN variants v ON v.variant = s.variant
    WHERE is_report_row(c.i)
)
SELECT
    'r-' || format('{:08d}', report_number(i)) AS id,
    instant(second - 60 - skewed_seconds(h, 8)) AS reported_at,
    CASE WHEN h % 10007 < 700 THEN 'minor' WHEN h % 10007 < 1000 THEN 'guardian' WHEN h % 10007 < 1900 THEN 'victim'
         WHEN h % 10007 < 2000 THEN 'helpline' WHEN h % 10007 < 9300 THEN 'other' END AS reporter_kind,
    -- Category 15 is none of part 4: users cannot choose it, so such reports come without a category.
    CASE WHEN category <> 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC' AND h % 10009 < 8500 THEN category END AS category,
    CASE WHEN category <> 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC' AND h % 10009 < 8500 THEN keyword END AS keyword,
    CASE WHEN category <> 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC' AND h % 10009 < 8500 THEN other_description END AS other_description,
    label AS platform_label, phenomenon,
    CASE WHEN link % 1000 < 960 THEN instant(second) END AS decided_at,
    CASE WHEN report_linked(link) THEN instant(second + 1 + h % 300) END AS action_taken_at,
    CASE WHEN h % 10039 < 5200 THEN 'automated' WHEN h % 10039 < 7000 THEN 'partially_automated' ELSE 'not_automated' END AS processing,
    one_of(surfaces, h % 10093) AS surface,
    CASE WHEN abuse THEN NULL WHEN phenomenon IS NOT NULL AND report_linked(link) THEN bot_account(i) ELSE plain_account(h // 3) END AS account_ref,
    CASE WHEN abuse THEN NULL ELSE 'c-' || format('{:08x}', stream(i, 374761393, 9)::BIGINT) END AS content_ref
FROM joined;
