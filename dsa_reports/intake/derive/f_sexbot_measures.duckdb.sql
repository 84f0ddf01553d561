-- needs: f_tags
-- Measures of the period that stand in the chapter on sexbot spam, each once. A report came first if the decision names one,
-- or if one about the same content, or one about the same account that speaks of sexbot spam or gives no category, is older.
-- Readings: measure_unit, user_reports.
WITH tagged AS (
    SELECT a.*, t.rule
    FROM accepted_moderation_actions AS a
    JOIN f_tags AS t ON t.source = 'moderation_actions' AND t.id = a.puid AND t.phenomenon = 'sexbot_spam' AND t.shown
    WHERE CASE WHEN a.decided_at IS NOT NULL THEN in_period(a.decided_at) ELSE day_in_period(a.application_date) END
), about_accounts AS (
    SELECT account_ref, min(reported_at) AS reported_at
    FROM accepted_user_reports
    WHERE account_ref IS NOT NULL
      AND (category IS NULL OR id IN (SELECT id FROM f_tags WHERE source = 'user_reports' AND phenomenon = 'sexbot_spam'))
    GROUP BY account_ref
), about_contents AS (
    SELECT content_ref, min(reported_at) AS reported_at
    FROM (
        SELECT content_ref, reported_at FROM accepted_user_reports WHERE content_ref IS NOT NULL
        UNION ALL SELECT content_ref, received_at FROM accepted_notices WHERE content_ref IS NOT NULL
    )
    GROUP BY content_ref
), with_reports AS (
    SELECT m.*, coalesce(m.decided_at, m.application_date::TIMESTAMP + INTERVAL 1 DAY) AS until,
           o.received_at AS ordered_at, n.received_at AS noticed_at, r.reported_at AS reported_at,
           a.reported_at AS account_reported_at, c.reported_at AS content_reported_at
    FROM tagged AS m
    LEFT JOIN accepted_orders AS o ON o.id = m.order_id
    LEFT JOIN accepted_notices AS n ON n.id = m.notice_id
    LEFT JOIN accepted_user_reports AS r ON r.id = m.user_report_id
    LEFT JOIN about_accounts AS a ON a.account_ref = m.account_ref
    LEFT JOIN about_contents AS c ON c.content_ref = m.content_ref
), with_first AS (
    SELECT *, least(
        CASE WHEN ordered_at <= until THEN ordered_at END, CASE WHEN noticed_at <= until THEN noticed_at END,
        CASE WHEN reported_at <= until THEN reported_at END, CASE WHEN account_reported_at <= until THEN account_reported_at END,
        CASE WHEN content_reported_at <= until THEN content_reported_at END) AS first_report_at
    FROM with_reports
), campaigns AS (
    SELECT account_ref, min(key) AS campaign FROM confirmed_accounts WHERE phenomenon = 'sexbot_spam' AND key <> '' GROUP BY account_ref
), registered AS (
    SELECT account_ref, min(occurred_at) AS registered_at FROM accepted_account_events WHERE kind = 'registered' GROUP BY account_ref
)
SELECT
    measure_category(m.report_category, m.category) AS category,
    reported_keyword(measure_category(m.report_category, m.category), measure_keyword(m.report_keyword, m.report_category, m.category, m.category_specification)) AS keyword,
    m.decision_ground = 'DECISION_GROUND_ILLEGAL_CONTENT' AS illegal,
    preceding(m.order_id, m.notice_id, m.user_report_id, m.source_type) AS preceded_by,
    CASE WHEN getvariable('measure_unit') = 'restriction'
        THEN restrictions(m.decision_visibility, m.decision_monetary, m.decision_provision, m.decision_account) ELSE 1::TINYINT END AS measures,
    m.rule,
    coalesce(m.surface, 'not recorded') AS surface,
    coalesce(lower(m.content_language), 'not recorded') AS language,
    m.account_ref,
    coalesce(m.account_type, 'not recorded') AS account_group,
    m.content_ref IS NOT NULL AND m.decision_visibility IS NOT NULL AS about_content,
    m.decision_account IS NOT NULL AS account_restricted,
    m.decision_account IS NOT DISTINCT FROM 'DECISION_ACCOUNT_TERMINATED' AS account_terminated,
    CASE
        WHEN m.order_id IS NOT NULL OR m.source_type = 'SOURCE_ORDER' THEN 'order'
        WHEN m.source_type = 'SOURCE_TRUSTED_FLAGGER' OR n.reporter_kind = 'trusted_flagger' THEN 'trusted_flagger'
        WHEN m.notice_id IS NOT NULL OR m.source_type = 'SOURCE_ARTICLE_16' THEN 'notice'
        WHEN m.user_report_id IS NOT NULL OR m.source_type <> 'SOURCE_VOLUNTARY' THEN 'user_report'
        WHEN m.first_report_at IS NOT NULL THEN 'earlier_report'
        ELSE 'nobody'
    END AS reported_by,
    m.order_id IS NULL AND m.notice_id IS NULL AND m.user_report_id IS NULL AND m.source_type = 'SOURCE_VOLUNTARY'
        AND m.first_report_at IS NULL AS proactive,
    coalesce(m.automated_detection, false) AS automated_detection,
    m.automated_decision = 'AUTOMATED_DECISION_FULLY' AS automated_decision,
    seconds_between(m.first_event_at, m.decided_at) AS seconds_from_first_event,
    seconds_between(m.first_report_at, m.decided_at) AS seconds_from_first_report,
    CASE WHEN g.registered_at <= m.decided_at THEN seconds_between(g.registered_at, m.decided_at) END AS seconds_from_registration,
    m.views_before_action,
    coalesce(m.recipient_age_group, 'unknown') AS recipient_age_group,
    m.landing_domain,
    h.domain AS domain,
    k.campaign,
    coalesce(m.contact_known, true) AS contact_known,
    coalesce(m.decided_at, m.application_date::TIMESTAMP) AS acted_at,
    strftime(coalesce(m.decided_at, m.application_date::TIMESTAMP), '%Y-%m') AS month
FROM with_first AS m
LEFT JOIN accepted_notices AS n ON n.id = m.notice_id
LEFT JOIN registrable_domains AS h ON h.host = m.landing_domain
LEFT JOIN campaigns AS k ON k.account_ref = m.account_ref
LEFT JOIN registered AS g ON g.account_ref = m.account_ref
