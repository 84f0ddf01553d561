-- Measures of the period that the platform's own label (through the value map) tags as sexbot spam.
SELECT
    coalesce(a.report_category, a.category) AS category,
    coalesce(a.surface, 'not recorded') AS surface,
    a.account_ref,
    a.content_ref IS NOT NULL AND a.decision_visibility IS NOT NULL AS about_content,
    a.decision_account IS NOT NULL AS account_restricted,
    a.decision_account = 'DECISION_ACCOUNT_TERMINATED' AS account_terminated,
    CASE
        WHEN a.order_id IS NOT NULL OR a.notice_id IS NOT NULL OR a.user_report_id IS NOT NULL
             OR a.source_type <> 'SOURCE_VOLUNTARY' THEN false
        ELSE true
    END AS proactive,
    coalesce(a.automated_detection, false) AS automated_detection,
    a.automated_decision = 'AUTOMATED_DECISION_FULLY' AS automated_decision,
    seconds_between(a.first_event_at, a.decided_at) AS seconds_from_first_event,
    a.views_before_action,
    coalesce(a.recipient_age_group, 'unknown') AS recipient_age_group,
    a.landing_domain,
    coalesce(a.contact_known, true) AS contact_known,
    strftime(coalesce(a.decided_at, a.application_date::TIMESTAMP), '%Y-%m') AS month
FROM accepted_moderation_actions AS a
WHERE a.phenomenon = 'sexbot_spam'
  AND CASE WHEN a.decided_at IS NOT NULL THEN in_period(a.decided_at) ELSE day_in_period(a.application_date) END
