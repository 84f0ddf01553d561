-- needs: f_sexbot_contacts f_sexbot_measures
-- Contacts of the period, and views before the period's measures, by confirmed campaign and age group. The ten campaigns with
-- the most confirmed accounts stand alone (a number that tells nothing about whom they reached), the others together. A
-- campaign is named by its key. `views` is NULL where a measure logs none.
WITH ranked AS (
    SELECT key, row_number() OVER (ORDER BY count(DISTINCT account_ref) DESC, key) AS place
    FROM confirmed_accounts WHERE phenomenon = 'sexbot_spam' AND key <> '' GROUP BY key
), reached AS (
    SELECT campaign, age_group, contacts, NULL::BIGINT AS views FROM f_sexbot_contacts
    UNION ALL
    SELECT campaign, recipient_age_group, NULL, views_before_action FROM f_sexbot_measures
)
SELECT
    CASE WHEN r.campaign IS NULL THEN 'no_campaign' WHEN k.place > 10 THEN 'other_campaigns' ELSE 'campaign~' || r.campaign END AS campaign,
    least(coalesce(k.place, 12), 11) + CASE WHEN r.campaign IS NULL THEN 1 ELSE 0 END AS place,
    r.age_group,
    r.contacts,
    r.views
FROM reached AS r
LEFT JOIN ranked AS k ON k.key = r.campaign
