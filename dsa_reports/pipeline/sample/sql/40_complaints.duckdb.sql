-- One complaint per hundred rows: about the decision of row 20 of the hundred, or about inaction on its first notice.
CREATE OR REPLACE VIEW made_complaints AS
WITH joined AS (
    SELECT
        c.i, c.h, c.second, v.*, linked(c.i - 13) AS notice_link, notice_number(c.i - 13) AS notice,
        c.second + 3600 + skewed_seconds(c.h, 40) AS submitted
    FROM core c
    JOIN slots s ON s.slot_key = c.slot_key
    JOIN variants v ON v.variant = s.variant
    WHERE c.i % 100 = 20
), decided AS (
    SELECT
        *, notice_link % 1000 BETWEEN 600 AND 959 AND h % 10007 < 4500 AS about_notice,
        submitted + 1800 + skewed_seconds(h // 11, 60) AS decided_second, h % 10009 AS draw
    FROM joined
), judged AS (
    SELECT
        *, CASE WHEN decided_second > getvariable('log_end') OR draw < 200 THEN 'pending' WHEN draw < 800 THEN 'omitted'
             WHEN draw < 3900 THEN 'reversed' WHEN draw < 4600 THEN 'partially_reversed' ELSE 'upheld' END AS outcome
    FROM decided WHERE submitted <= getvariable('log_end')
)
SELECT
    'k-' || format('{:07d}', i // 100) AS id,
    CASE WHEN about_notice THEN 'no_action_on_notice' WHEN decision_account IS NOT NULL THEN 'account'
         WHEN decision_provision IS NOT NULL THEN 'service' WHEN decision_monetary IS NOT NULL THEN 'monetisation' ELSE 'visibility' END AS basis,
    CASE WHEN about_notice THEN reporter_of(notice_link) = 'trusted_flagger' END AS by_trusted_flagger,
    instant(submitted) AS submitted_at,
    outcome,
    CASE WHEN outcome NOT IN ('pending', 'omitted') OR (outcome = 'omitted' AND h % 10037 < 6000) THEN instant(decided_second) END AS decided_at,
    CASE WHEN about_notice AND outcome IN ('reversed', 'partially_reversed') THEN h % 10039 < 8000 END AS new_restriction_imposed,
    CASE WHEN NOT about_notice THEN getvariable('prefix') || '-' || format('{:09d}', i) END AS puid,
    CASE WHEN about_notice THEN 'n-' || format('{:08d}', notice) END AS notice_id,
    CASE WHEN NOT about_notice THEN label END AS platform_label,
    CASE WHEN NOT about_notice THEN phenomenon END AS phenomenon
FROM judged;
