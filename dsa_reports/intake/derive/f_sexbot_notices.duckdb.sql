-- needs: f_tags
-- Notices and user reports received in the period that speak of sexbot spam (`tagged`), or that concern an account or a piece
-- of content on which a measure against sexbot spam acted, whenever that was. `rejected`: decided, and nothing was done;
-- `later_acted`: a measure against sexbot spam on the same account or content came after that decision.
WITH received AS (
    SELECT 'notices' AS source, id, reporter_kind, received_at AS reported_at, decided_at, action_taken_at,
           NULL AS account_ref, content_ref, coalesce(surface, 'not recorded') AS surface
    FROM accepted_notices WHERE in_period(received_at)
    UNION ALL
    SELECT 'user_reports', id, coalesce(reporter_kind, 'other'), reported_at, decided_at, action_taken_at,
           account_ref, content_ref, coalesce(surface, 'not recorded')
    FROM accepted_user_reports WHERE in_period(reported_at)
), acts AS (
    SELECT a.account_ref, a.content_ref, coalesce(a.decided_at, a.application_date::TIMESTAMP) AS acted_at
    FROM accepted_moderation_actions AS a
    JOIN f_tags AS t ON t.source = 'moderation_actions' AND t.id = a.puid AND t.phenomenon = 'sexbot_spam'
), on_accounts AS (
    SELECT account_ref, max(acted_at) AS acted_at FROM acts WHERE account_ref IS NOT NULL GROUP BY account_ref
), on_contents AS (
    SELECT content_ref, max(acted_at) AS acted_at FROM acts WHERE content_ref IS NOT NULL GROUP BY content_ref
), joined AS (
    SELECT r.*, t.id IS NOT NULL AS tagged, greatest(a.acted_at, c.acted_at) AS acted_at
    FROM received AS r
    LEFT JOIN f_tags AS t ON t.source = r.source AND t.id = r.id AND t.phenomenon = 'sexbot_spam'
    LEFT JOIN on_accounts AS a ON a.account_ref = r.account_ref
    LEFT JOIN on_contents AS c ON c.content_ref = r.content_ref
)
SELECT
    CASE source WHEN 'notices' THEN 'notice' ELSE 'user_report' END AS route,
    reporter_kind,
    surface,
    tagged,
    action_taken_at IS NOT NULL AS acted_upon,
    action_taken_at IS NULL AND decided_at IS NOT NULL AS rejected,
    action_taken_at IS NULL AND decided_at IS NOT NULL AND coalesce(acted_at > decided_at, false) AS later_acted,
    seconds_between(reported_at, action_taken_at) AS action_seconds
FROM joined
WHERE tagged OR acted_at IS NOT NULL
