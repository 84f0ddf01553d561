-- Accounts by number, in the order of their references; and what they did, as small numbers.
-- Reads accepted_account_events. Variables: until (seconds; later acts have no time that could be true).
CREATE TABLE accounts AS
SELECT (row_number() OVER (ORDER BY account_ref) - 1)::INTEGER AS acct, account_ref, first_seen, last_seen, acts, registered_at, removed_at
FROM (
    SELECT
        account_ref,
        min(epoch(occurred_at)::BIGINT) AS first_seen,
        max(epoch(occurred_at)::BIGINT) AS last_seen,
        count(*) AS acts,
        min(epoch(occurred_at)::BIGINT) FILTER (WHERE kind = 'registered') AS registered_at,
        min(epoch(occurred_at)::BIGINT) FILTER (WHERE kind = 'removed') AS removed_at
    FROM memory.accepted_account_events
    WHERE epoch(occurred_at) < getvariable('until')
    GROUP BY account_ref
);

CREATE TABLE acts AS
SELECT
    a.acct,
    epoch(e.occurred_at)::BIGINT AS moment,
    e.kind,
    coalesce(e.surface, '') AS surface,
    (hash(e.text) >> 1)::BIGINT AS text_no,
    e.text_signature AS signature,
    coalesce(e.redirect_url, e.landing_url) AS address,
    e.handle,
    lower(e.picture_hash) AS picture,
    e.target_ref AS target,
    coalesce(e.target_reach_band, 'unknown') AS reach,
    coalesce(e.target_age_group, 'unknown') AS age,
    e.target_connected AS connected
FROM memory.accepted_account_events AS e JOIN accounts AS a USING (account_ref)
WHERE epoch(e.occurred_at) < getvariable('until');

CREATE TABLE uses (acct INTEGER, kind VARCHAR, thing BIGINT, times BIGINT, first_seen BIGINT, last_seen BIGINT);
CREATE TABLE things (kind VARCHAR, thing BIGINT, value VARCHAR);
