-- What is told of the members of candidates. Reads members (acct, cluster_id, score), accounts, removals (account_ref, removed_at).
CREATE TABLE member_facts AS
SELECT
    m.cluster_id, a.acct, a.account_ref, m.score, a.acts, a.registered_at, a.first_seen, a.last_seen,
    least(a.removed_at, r.removed_at) AS removed_at
FROM members AS m JOIN accounts AS a USING (acct) LEFT JOIN removals AS r USING (account_ref);

-- What they did and when, apart, so that nobody goes through everybody's acts for each candidate.
CREATE TABLE member_acts AS
SELECT m.cluster_id, a.moment FROM acts AS a JOIN members AS m USING (acct) WHERE a.kind NOT IN ('registered', 'removed');

-- Whom candidates addressed, where, month by month.
CREATE TABLE audience AS
SELECT m.cluster_id, strftime(make_timestamp(a.moment * 1000000), '%Y-%m') AS month, a.surface, a.reach AS reach_band, a.age AS age_group, count(*) AS acts, count(DISTINCT a.target) AS recipients
FROM acts AS a JOIN members AS m USING (acct) WHERE a.target IS NOT NULL
GROUP BY ALL;

-- The domains that candidates led to.
CREATE TABLE cluster_domains AS
SELECT m.cluster_id, l.domain, count(DISTINCT l.acct) AS accounts, count(*) AS acts, min(l.moment) AS first_seen, max(l.moment) AS last_seen,
    (SELECT count(DISTINCT acct) FROM landings AS o WHERE o.domain = l.domain) AS accounts_of_all
FROM landings AS l JOIN members AS m USING (acct)
GROUP BY m.cluster_id, l.domain;

CREATE TABLE cluster_affiliates AS
SELECT m.cluster_id, l.domain, l.parameter, count(DISTINCT l.acct) AS accounts
FROM (SELECT acct, domain, unnest(parameters) AS parameter FROM landings) AS l JOIN members AS m USING (acct)
WHERE NOT starts_with(l.parameter, 'utm_')
GROUP BY m.cluster_id, l.domain, l.parameter HAVING count(DISTINCT l.acct) >= 2;
