-- One row per decision of the period, whatever preceded it.
-- Readings: measure_unit, automated_column, measure_automation, partly_automated, user_reports.
WITH categorised AS (
    SELECT *,
        measure_category(report_category, category) AS fact_category,
        measure_keyword(report_keyword, report_category, category, category_specification) AS fact_keyword,
        measure_description(report_keyword, report_other_description, category_specification_other) AS fact_description,
        coalesce(automated_detection, false) AND automated_decision = 'AUTOMATED_DECISION_FULLY' AS both_automated,
        automated_decision = 'AUTOMATED_DECISION_FULLY' AS decision_automated
    FROM accepted_moderation_actions
    WHERE CASE WHEN decided_at IS NOT NULL THEN in_period(decided_at) ELSE day_in_period(application_date) END
), flagged AS (
    SELECT *,
        preceding(order_id, notice_id, user_report_id, source_type) AS preceded_by,
        coalesce(list_contains(decision_visibility, 'DECISION_VISIBILITY_CONTENT_REMOVED'), false) AS visibility_removal,
        coalesce(list_contains(decision_visibility, 'DECISION_VISIBILITY_CONTENT_DISABLED'), false) AS visibility_disable,
        coalesce(list_contains(decision_visibility, 'DECISION_VISIBILITY_CONTENT_DEMOTED'), false) AS visibility_demoted,
        coalesce(list_contains(decision_visibility, 'DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED'), false) AS visibility_age_restricted,
        coalesce(list_contains(decision_visibility, 'DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED'), false) AS visibility_interaction_restricted,
        coalesce(list_contains(decision_visibility, 'DECISION_VISIBILITY_CONTENT_LABELLED'), false) AS visibility_labelled,
        coalesce(list_contains(decision_visibility, 'DECISION_VISIBILITY_OTHER'), false) AS visibility_other,
        coalesce(decision_monetary = 'DECISION_MONETARY_SUSPENSION', false) AS monetary_suspension,
        coalesce(decision_monetary = 'DECISION_MONETARY_TERMINATION', false) AS monetary_termination,
        coalesce(decision_monetary = 'DECISION_MONETARY_OTHER', false) AS monetary_other,
        coalesce(decision_provision IN ('DECISION_PROVISION_PARTIAL_SUSPENSION', 'DECISION_PROVISION_TOTAL_SUSPENSION'), false) AS provision_suspension,
        coalesce(decision_provision IN ('DECISION_PROVISION_PARTIAL_TERMINATION', 'DECISION_PROVISION_TOTAL_TERMINATION'), false) AS provision_termination,
        coalesce(decision_account = 'DECISION_ACCOUNT_SUSPENDED', false) AS account_suspension,
        coalesce(decision_account = 'DECISION_ACCOUNT_TERMINATED', false) AS account_termination
    FROM categorised
)
SELECT
    fact_category AS category,
    reported_keyword(fact_category, fact_keyword) AS keyword,
    reported_description(fact_category, fact_keyword, fact_description) AS other_description,
    decision_ground = 'DECISION_GROUND_ILLEGAL_CONTENT' AS illegal,
    preceded_by,
    phenomenon,
    CASE
        WHEN getvariable('measure_unit') = 'restriction'
        THEN restrictions(decision_visibility, decision_monetary, decision_provision, decision_account)
        ELSE 1::TINYINT
    END AS measures,
    CASE getvariable('automated_column')
        WHEN 'detection' THEN coalesce(automated_detection, false)
        WHEN 'decision' THEN decision_automated
        ELSE both_automated
    END AS solely_automated_column,
    CASE getvariable('measure_automation')
        WHEN 'detection_and_decision' THEN both_automated
        ELSE decision_automated
    END AS solely_automated,
    CASE getvariable('partly_automated')
        WHEN 'not_automated' THEN NOT CASE getvariable('measure_automation')
            WHEN 'detection_and_decision' THEN both_automated
            ELSE decision_automated
        END
        ELSE automated_decision = 'AUTOMATED_DECISION_NOT_AUTOMATED'
    END AS not_automated,
    visibility_removal, visibility_disable, visibility_demoted, visibility_age_restricted,
    visibility_interaction_restricted, visibility_labelled, visibility_other,
    monetary_suspension, monetary_termination, monetary_other,
    provision_suspension, provision_termination, account_suspension, account_termination,
    report_languages, content_language, order_id, notice_id
FROM flagged
