-- The decisions by which accounts were removed. Some follow a notice of a user, most are found by the platform itself.
CREATE OR REPLACE VIEW crowd_moderation_actions AS
SELECT
    'act-' || format('{:08x}', mixed(a::UBIGINT)::BIGINT) AS puid,
    'DECISION_ACCOUNT_TERMINATED' AS decision_account,
    'DECISION_GROUND_INCOMPATIBLE_CONTENT' AS decision_ground,
    'Community rules, fake accounts and spam' AS incompatible_content_ground,
    'The account breaks this rule.' AS incompatible_content_explanation,
    'STATEMENT_CATEGORY_SCAMS_AND_FRAUD' AS category,
    ['KEYWORD_INAUTHENTIC_ACCOUNTS'] AS category_specification,
    'fake_account' AS platform_label,
    ['CONTENT_TYPE_OTHER'] AS content_type, 'Account' AS content_type_other,
    ['NL'] AS territorial_scope,
    instant(getvariable('log_start') + removed_at)::DATE AS application_date,
    instant(getvariable('log_start') + removed_at) AS decided_at,
    instant(getvariable('log_start') + least(removed_at, greatest(0, active_from))) AS first_event_at,
    'The account was found to act automatically.' AS decision_facts,
    CASE WHEN g % 10007 < 2200 THEN 'SOURCE_ARTICLE_16' ELSE 'SOURCE_VOLUNTARY' END AS source_type,
    g % 10007 >= 2200 AS automated_detection,
    CASE WHEN g % 10007 >= 4000 THEN 'AUTOMATED_DECISION_FULLY' ELSE 'AUTOMATED_DECISION_PARTIALLY' END AS automated_decision,
    CASE WHEN g % 10007 >= 2200 THEN 'fake-accounts-v2' END AS detector_id,
    'profile' AS surface,
    crowd_account(a) AS account_ref,
    g % 10009 * (g % 10037) // 10009 AS views_before_action,
    g % 10039 < 7000 AS contact_known
FROM accounts
WHERE removed_at IS NOT NULL AND removed_at < getvariable('log_span')
ORDER BY decided_at, puid;
