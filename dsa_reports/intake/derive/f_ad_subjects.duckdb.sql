-- needs: f_landing_domains f_tags
-- One row per subject that is looked up in the ad register, with the outcome in the words of docs/ads.md: every landing domain of
-- measures tagged as sexbot spam, and every campaign that a named person confirmed, by the landing domains of its accounts (of
-- measures and events, ends of redirects too) and by their references. `absent_undeclared`: searched, not found.
WITH register AS (
    SELECT h.domain, a.account_ref, a.lane = 'paid' AS paid, coalesce(a.removed, false) AS removed
    FROM accepted_advertisements AS a
    LEFT JOIN registrable_domains AS h ON h.host = a.landing_domain
), members AS (
    SELECT DISTINCT campaign_id, account_ref FROM confirmed_accounts WHERE phenomenon = 'sexbot_spam'
), hosts AS (
    SELECT m.campaign_id, a.landing_domain AS host FROM members AS m JOIN accepted_moderation_actions AS a USING (account_ref)
    UNION
    SELECT m.campaign_id, unnest([e.landing_url, e.redirect_url]) FROM members AS m JOIN accepted_account_events AS e USING (account_ref)
), domains AS (
    SELECT DISTINCT campaign_id, h.domain FROM hosts JOIN registrable_domains AS h USING (host)
), hits AS (
    SELECT d.campaign_id, r.paid, r.removed FROM domains AS d JOIN register AS r USING (domain)
    UNION ALL
    SELECT m.campaign_id, r.paid, r.removed FROM members AS m JOIN register AS r USING (account_ref)
), found AS (
    SELECT campaign_id, bool_or(paid AND NOT removed) AS in_paid, bool_or(NOT paid AND NOT removed) AS in_declared FROM hits GROUP BY campaign_id
), able AS (
    SELECT coalesce(bool_or(domain IS NOT NULL), false) AS by_domain, coalesce(bool_or(account_ref IS NOT NULL), false) AS by_account FROM register
), campaigns AS (
    SELECT
        c.campaign_id, f.campaign_id IS NOT NULL AS found, coalesce(f.in_paid, false) AS in_paid, coalesce(f.in_declared, false) AS in_declared,
        able.by_account OR (able.by_domain AND d.campaign_id IS NOT NULL) AS searchable
    FROM (SELECT DISTINCT campaign_id FROM members) AS c
    CROSS JOIN able
    LEFT JOIN found AS f USING (campaign_id)
    LEFT JOIN (SELECT DISTINCT campaign_id FROM domains) AS d USING (campaign_id)
)
SELECT
    'landing_domain' AS kind,
    CASE
        WHEN in_paid_register THEN 'in_paid_register' WHEN in_declared_register THEN 'in_declared_register'
        WHEN in_removed_entries THEN 'removed_ad_identity_withheld' WHEN searchable THEN 'absent_undeclared' ELSE 'not_searchable'
    END AS outcome
FROM f_landing_domains
UNION ALL
SELECT
    'campaign',
    CASE
        WHEN in_paid THEN 'in_paid_register' WHEN in_declared THEN 'in_declared_register'
        WHEN found THEN 'removed_ad_identity_withheld' WHEN searchable THEN 'absent_undeclared' ELSE 'not_searchable'
    END
FROM campaigns
