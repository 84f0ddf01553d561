-- The statement of reasons of each decision that needs one, all received; and those that the platform lists as exempt.
-- Orders, and recipients without a known contact, need none: the log says so itself.
CREATE OR REPLACE VIEW made_statements AS
SELECT
    puid,
    CASE WHEN phenomenon IS NULL THEN 'received' ELSE 'exempt' END AS status,
    CASE WHEN phenomenon IS NULL THEN regexp_replace(md5(puid), '(.{8})(.{4})(.{4})(.{4})(.{12})', '\1-\2-\3-\4-\5') END AS uuid,
    CASE WHEN phenomenon IS NULL THEN decided_at + INTERVAL 7 MINUTE END AS sent_at,
    CASE WHEN phenomenon IS NOT NULL THEN 'deceptive_high_volume_commercial_content' END AS exemption,
    CASE WHEN phenomenon IS NOT NULL THEN 'Decision file on link rings, rule version 3' END AS answer
FROM made_moderation_actions
WHERE source_type <> 'SOURCE_ORDER' AND contact_known IS DISTINCT FROM false;
