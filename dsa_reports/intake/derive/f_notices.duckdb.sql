-- One row per Art. 16 notice received in the period; under `user_reports = notices` also one per user report.
-- Readings: user_reports, actions_per_notice, no_action_in_median, partly_automated.
WITH notice_actions AS (
    SELECT notice_id,
           count(*) FILTER (WHERE decision_ground = 'DECISION_GROUND_ILLEGAL_CONTENT') AS on_law,
           count(*) FILTER (WHERE decision_ground = 'DECISION_GROUND_INCOMPATIBLE_CONTENT') AS on_terms
    FROM accepted_moderation_actions
    WHERE notice_id IS NOT NULL
    GROUP BY notice_id
), report_actions AS (
    SELECT user_report_id,
           count(*) FILTER (WHERE decision_ground = 'DECISION_GROUND_ILLEGAL_CONTENT') AS on_law,
           count(*) FILTER (WHERE decision_ground = 'DECISION_GROUND_INCOMPATIBLE_CONTENT') AS on_terms
    FROM accepted_moderation_actions
    WHERE user_report_id IS NOT NULL AND notice_id IS NULL AND getvariable('user_reports') = 'notices'
    GROUP BY user_report_id
), together AS (
    SELECT n.id, n.category, n.keyword, n.other_description, n.phenomenon, n.reporter_kind, n.surface,
           n.reporter_kind = 'trusted_flagger' AS trusted_flagger,
           n.items, n.received_at, n.decided_at, n.action_taken_at, n.processing,
           CASE WHEN a.notice_id IS NOT NULL THEN a.on_law ELSE coalesce(n.actions_on_law, 0) END AS actions_law,
           CASE WHEN a.notice_id IS NOT NULL THEN a.on_terms ELSE coalesce(n.actions_on_terms, 0) END AS actions_terms
    FROM accepted_notices AS n
    LEFT JOIN notice_actions AS a ON a.notice_id = n.id
    WHERE in_period(n.received_at)
    UNION ALL
    SELECT r.id, coalesce(r.category, 'STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE'), r.keyword, r.other_description,
           r.phenomenon, coalesce(r.reporter_kind, 'other'), r.surface, false, 1, r.reported_at, r.decided_at,
           r.action_taken_at, r.processing, coalesce(a.on_law, 0), coalesce(a.on_terms, 0)
    FROM accepted_user_reports AS r
    LEFT JOIN report_actions AS a ON a.user_report_id = r.id
    WHERE in_period(r.reported_at) AND getvariable('user_reports') = 'notices'
)
SELECT
    category,
    reported_keyword(category, keyword) AS keyword,
    reported_description(category, keyword, other_description) AS other_description,
    phenomenon,
    reporter_kind,
    surface,
    trusted_flagger,
    items,
    CASE
        WHEN action_taken_at IS NOT NULL THEN seconds_between(received_at, action_taken_at)
        WHEN getvariable('no_action_in_median') = 'included' THEN seconds_between(received_at, decided_at)
    END AS action_seconds,
    CASE WHEN getvariable('actions_per_notice') = 'once_per_notice' THEN least(actions_law, 1) ELSE actions_law END AS actions_law,
    CASE WHEN getvariable('actions_per_notice') = 'once_per_notice' THEN least(actions_terms, 1) ELSE actions_terms END AS actions_terms,
    coalesce(processing = 'automated', false) AS solely_automated,
    CASE
        WHEN getvariable('partly_automated') = 'not_automated' THEN coalesce(processing <> 'automated', true)
        ELSE coalesce(processing = 'not_automated', false)
    END AS not_automated
FROM together
