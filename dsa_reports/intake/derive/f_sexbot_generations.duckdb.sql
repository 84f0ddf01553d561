-- needs: f_tags
-- One row per generation of a family of confirmed campaigns: when it lived and ended, how long until the next one, and what
-- was different in the next. A generation ends with the last termination of its accounts; where none is logged, with the
-- last act. `in_period`: it ended in the period. NULL where the logs do not say.
WITH own AS (
    SELECT g.*, coalesce(t.terminated_at, g.last_seen) AS ended_at, t.terminated_at IS NOT NULL AS terminated
    FROM account_generations AS g
    LEFT JOIN (
        SELECT account_ref, min(coalesce(decided_at, application_date::TIMESTAMP)) AS terminated_at
        FROM accepted_moderation_actions WHERE decision_account = 'DECISION_ACCOUNT_TERMINATED' GROUP BY account_ref
    ) AS t ON t.account_ref = g.account_ref
), acts AS (
    SELECT o.family_id, o.generation, e.surface, coalesce(h.domain, '') AS domain, coalesce(e.text_signature, folded(lower(e.text))) AS template,
           e.picture_hash, e.target_age_group, (hour(e.occurred_at) // 6) AS quarter_of_day
    FROM accepted_account_events AS e
    JOIN own AS o ON o.account_ref = e.account_ref
    LEFT JOIN registrable_domains AS h ON h.host = e.landing_url
    UNION ALL
    SELECT o.family_id, o.generation, a.surface, coalesce(h.domain, ''), NULL, NULL, a.recipient_age_group, NULL
    FROM accepted_moderation_actions AS a
    JOIN own AS o ON o.account_ref = a.account_ref
    LEFT JOIN registrable_domains AS h ON h.host = a.landing_domain
), told AS (
    SELECT family_id, generation,
        list(DISTINCT domain) FILTER (WHERE domain <> '') AS domains,
        list(DISTINCT template) FILTER (WHERE template IS NOT NULL) AS templates,
        list(DISTINCT picture_hash) FILTER (WHERE picture_hash IS NOT NULL) AS pictures,
        list(DISTINCT surface) FILTER (WHERE surface IS NOT NULL) AS surfaces,
        mode(quarter_of_day) AS hours,
        mode(target_age_group) FILTER (WHERE target_age_group IN ('known_minor', 'assumed_minor', 'adult')) AS addressed
    FROM acts GROUP BY family_id, generation
), lived AS (
    SELECT family_id, generation, count(*) AS accounts, min(first_seen) AS began_at, max(ended_at) AS ended_at,
        bool_or(terminated) AS acted_upon, median(seconds_between(first_seen, ended_at))::BIGINT AS lived_seconds
    FROM own GROUP BY family_id, generation
), in_order AS (
    SELECT l.*, t.* EXCLUDE (family_id, generation),
        lead(began_at) OVER w AS next_began_at, lead(t.domains) OVER w AS next_domains, lead(t.templates) OVER w AS next_templates,
        lead(t.pictures) OVER w AS next_pictures, lead(t.surfaces) OVER w AS next_surfaces, lead(t.hours) OVER w AS next_hours,
        lead(t.addressed) OVER w AS next_addressed
    FROM lived AS l LEFT JOIN told AS t ON t.family_id = l.family_id AND t.generation = l.generation
    WINDOW w AS (PARTITION BY l.family_id ORDER BY l.generation)
)
SELECT
    dense_rank() OVER (ORDER BY family_id) AS family,
    generation,
    accounts,
    in_period(ended_at) AS in_period,
    in_period(began_at) AND generation > 1 AS returned_in_period,
    acted_upon,
    lived_seconds,
    next_began_at IS NOT NULL AS came_back,
    CASE WHEN next_began_at IS NOT NULL THEN greatest(seconds_between(ended_at, next_began_at), 0) END AS seconds_until_return,
    CASE WHEN next_domains IS NOT NULL THEN NOT list_has_any(domains, next_domains) END AS domain_changed,
    CASE WHEN next_templates IS NOT NULL THEN NOT list_has_any(templates, next_templates) END AS template_changed,
    CASE WHEN next_pictures IS NOT NULL THEN NOT list_has_any(pictures, next_pictures) END AS pictures_changed,
    CASE WHEN next_surfaces IS NOT NULL THEN NOT list_has_all(surfaces, next_surfaces) END AS surface_changed,
    hours <> next_hours AS hours_changed,
    addressed <> next_addressed AS addressed_changed
FROM in_order
