-- needs: f_sexbot_measures
-- Acts in the period by which an account that the period's measures against sexbot spam concern addressed another account.
SELECT
    coalesce(surface, 'not recorded') AS surface,
    coalesce(target_age_group, 'unknown') AS age_group,
    coalesce(target_reach_band, 'unknown') AS reach_band,
    CASE WHEN target_connected THEN 'connected' WHEN NOT target_connected THEN 'stranger' ELSE 'unknown' END AS relation,
    strftime(occurred_at, '%Y-%m') AS month,
    target_ref,
    c.campaign,
    count(*) AS contacts
FROM accepted_account_events AS e
LEFT JOIN (SELECT account_ref, min(key) AS campaign FROM confirmed_accounts WHERE phenomenon = 'sexbot_spam' AND key <> '' GROUP BY account_ref) AS c
  ON c.account_ref = e.account_ref
WHERE kind IN ('commented', 'messaged', 'followed', 'liked', 'mentioned', 'group_added', 'story_viewed')
  AND (target_ref IS NOT NULL OR target_age_group IS NOT NULL OR target_reach_band IS NOT NULL)
  AND in_period(occurred_at)
  AND e.account_ref IN (SELECT account_ref FROM f_sexbot_measures WHERE account_ref IS NOT NULL)
GROUP BY ALL
