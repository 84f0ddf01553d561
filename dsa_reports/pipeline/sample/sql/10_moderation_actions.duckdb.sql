-- One decision per row, columns as in the contract.
CREATE OR REPLACE VIEW made_moderation_actions AS
WITH joined AS (
    SELECT
        c.i, c.anchor, c.h, c.link, c.pick, c.lane, c.second, c.is_second, c.order_number,
        v.* EXCLUDE (variant), g.generation, g.domains AS campaign_domains, g.surfaces AS campaign_surfaces,
        g.ages AS campaign_ages, coalesce(g.language, l.language) AS language, t.countries
    FROM core c
    JOIN slots s ON s.slot_key = c.slot_key
    JOIN variants v ON v.variant = s.variant
    LEFT JOIN campaign_days cd ON cd.campaign_key = CASE WHEN v.domains = 'campaign' THEN campaign_key(c.pick, c.second) END
    LEFT JOIN generations g ON g.generation = cd.generation
    JOIN language_slots l ON l.slot = c.h % 1009
    JOIN territory_slots t ON t.slot = c.h % 101
)
SELECT
    getvariable('prefix') || '-' || format('{:09d}', i) AS puid,
    CASE WHEN NOT is_second THEN decision_visibility END AS decision_visibility,
    CASE WHEN NOT is_second AND list_contains(decision_visibility, 'DECISION_VISIBILITY_OTHER') THEN 'Shown only to followers' END AS decision_visibility_other,
    CASE WHEN NOT is_second THEN decision_monetary END AS decision_monetary,
    NULL::VARCHAR AS decision_monetary_other,
    CASE WHEN NOT is_second THEN decision_provision END AS decision_provision,
    CASE WHEN is_second THEN 'DECISION_ACCOUNT_SUSPENDED' ELSE decision_account END AS decision_account,
    CASE WHEN h % 10007 < 3400 THEN 'ACCOUNT_TYPE_PRIVATE' WHEN h % 10007 < 4000 THEN 'ACCOUNT_TYPE_BUSINESS' END AS account_type,
    CASE WHEN on_law AND NOT is_second THEN 'DECISION_GROUND_ILLEGAL_CONTENT' ELSE 'DECISION_GROUND_INCOMPATIBLE_CONTENT' END AS decision_ground,
    NULL::VARCHAR AS decision_ground_reference_url,
    CASE WHEN on_law AND NOT is_second THEN clause END AS illegal_content_legal_ground,
    CASE WHEN on_law AND NOT is_second THEN 'The content falls under this provision.' END AS illegal_content_explanation,
    CASE WHEN NOT on_law OR is_second THEN CASE WHEN is_second THEN 'House rules 7: repeated violations' ELSE clause END END AS incompatible_content_ground,
    CASE WHEN NOT on_law OR is_second THEN 'The content or account breaks this rule.' END AS incompatible_content_explanation,
    CASE WHEN (NOT on_law OR is_second) AND h % 10009 < 1350 THEN h % 10009 < 160 END AS incompatible_content_illegal,
    action_category AS category,
    CASE WHEN h % 10037 < 4 AND action_category <> 'STATEMENT_CATEGORY_SCAMS_AND_FRAUD' THEN ['STATEMENT_CATEGORY_SCAMS_AND_FRAUD'] END AS category_addition,
    CASE WHEN keyword IS NOT NULL THEN [keyword] END AS category_specification,
    other_description AS category_specification_other,
    NULL::VARCHAR AS report_category, NULL::VARCHAR AS report_keyword, NULL::VARCHAR AS report_other_description,
    label AS platform_label, phenomenon,
    one_of(contents, h % 10039) AS content_type,
    CASE WHEN list_contains(one_of(contents, h % 10039), 'CONTENT_TYPE_OTHER') THEN 'Account' END AS content_type_other,
    countries AS territorial_scope,
    upper(language) AS content_language,
    CASE WHEN language = 'nl' AND h % 10061 < 150 THEN ['nl', 'en'] END AS report_languages,
    instant(second - skewed_seconds(h, 30))::DATE AS content_date,
    instant(second)::DATE AS application_date,
    instant(second) AS decided_at,
    CASE WHEN phenomenon IS NOT NULL THEN instant(second - 3600 * (24 + (pick // 20000) % 480))
         WHEN h % 10067 < 4000 THEN instant(second - skewed_seconds(h, 20)) END AS first_event_at,
    CASE WHEN NOT is_second AND list_contains(decision_visibility, 'DECISION_VISIBILITY_CONTENT_DEMOTED') THEN instant(second + 7776000)::DATE END AS end_date_visibility_restriction,
    CASE WHEN NOT is_second AND decision_monetary = 'DECISION_MONETARY_SUSPENSION' THEN instant(second + 2592000)::DATE END AS end_date_monetary_restriction,
    CASE WHEN NOT is_second AND decision_provision LIKE '%SUSPENSION' THEN instant(second + 604800)::DATE END AS end_date_service_restriction,
    CASE WHEN is_second OR decision_account = 'DECISION_ACCOUNT_SUSPENDED' THEN instant(second + 2592000)::DATE END AS end_date_account_restriction,
    CASE WHEN abuse THEN NULL WHEN lane = 1 THEN 'Reviewed after a notice.' WHEN lane = 2 THEN 'Reviewed after a report by a user.'
         WHEN lane = 3 THEN 'Effect given to an order.' ELSE 'Found by own means: text, links and history of the account.' END AS decision_facts,
    CASE WHEN lane = 3 THEN 'SOURCE_ORDER' WHEN lane = 2 THEN 'SOURCE_TYPE_OTHER_NOTIFICATION'
         WHEN lane = 1 AND reporter_of(link) = 'trusted_flagger' THEN 'SOURCE_TRUSTED_FLAGGER'
         WHEN lane = 1 THEN 'SOURCE_ARTICLE_16' ELSE 'SOURCE_VOLUNTARY' END AS source_type,
    CASE WHEN lane = 1 AND reporter_of(link) = 'trusted_flagger' THEN one_of(getvariable('flaggers'), link // 100000000) END AS source_identity,
    CASE WHEN lane = 3 THEN 'o-' || format('{:04d}', order_number) END AS order_id,
    CASE WHEN lane = 1 THEN 'n-' || format('{:08d}', notice_number(anchor)) END AS notice_id,
    CASE WHEN lane = 2 THEN 'r-' || format('{:08d}', report_number(anchor)) END AS user_report_id,
    CASE WHEN lane IN (1, 3) OR is_second THEN h % 10079 < 800 ELSE h % 10069 < detected * 10 END AS automated_detection,
    CASE WHEN lane = 3 THEN 'AUTOMATED_DECISION_NOT_AUTOMATED'
         WHEN lane = 1 THEN CASE WHEN h % 10079 < 1500 THEN 'AUTOMATED_DECISION_PARTIALLY' WHEN h % 10079 < 1900 THEN 'AUTOMATED_DECISION_FULLY' ELSE 'AUTOMATED_DECISION_NOT_AUTOMATED' END
         WHEN h % 10091 < decided_fully * 10 THEN 'AUTOMATED_DECISION_FULLY'
         WHEN h % 10091 < (decided_fully + decided_partly) * 10 THEN 'AUTOMATED_DECISION_PARTIALLY'
         ELSE 'AUTOMATED_DECISION_NOT_AUTOMATED' END AS automated_decision,
    CASE WHEN lane = 0 THEN detector END AS detector_id,
    one_of(coalesce(campaign_surfaces, surfaces), h % 10093) AS surface,
    CASE WHEN abuse THEN NULL WHEN phenomenon IS NOT NULL THEN bot_account(anchor) ELSE plain_account(h // 3) END AS account_ref,
    CASE WHEN abuse OR is_second THEN NULL ELSE 'c-' || format('{:08x}', (stream(i, 374761393, 9))::BIGINT) END AS content_ref,
    CASE WHEN abuse THEN NULL
         WHEN domains = 'campaign' THEN one_of(campaign_domains, pick // 2000000)
         WHEN domains = 'fraud' AND h % 10099 < 7000 THEN one_of(getvariable('fraud_domains'), (h % 10103) * (h % 10111) // 10111 * 40 // 10103)
         WHEN domains = 'spam' AND h % 10099 < 4500 THEN one_of(getvariable('spam_domains'), (h % 10103) * (h % 10111) // 10111 * 40 // 10103)
         WHEN domains = 'shop' AND h % 10099 < 5000 THEN one_of(getvariable('shop_domains'), h % 10103) END AS landing_domain,
    CASE WHEN abuse THEN NULL WHEN h % 10133 < 3500 THEN 0 ELSE (h % 10139) * (h % 10141) // 10141 * (h % 10151) // 10151 END AS views_before_action,
    CASE WHEN generation IS NOT NULL THEN one_of(campaign_ages, h % 10159)
         WHEN action_category = 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS' THEN CASE WHEN h % 10159 < 6000 THEN 'known_minor' ELSE 'assumed_minor' END
         WHEN h % 10159 < 2500 THEN CASE WHEN h % 10159 < 1900 THEN 'adult' WHEN h % 10159 < 2200 THEN 'unknown' ELSE 'assumed_minor' END END AS recipient_age_group,
    CASE WHEN h % 10163 < 9200 THEN true WHEN h % 10163 < 9700 THEN false END AS contact_known
FROM joined;
