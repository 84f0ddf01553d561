-- What accounts did. Each bot that was actioned leaves eight acts; honest accounts leave about as many together.
CREATE OR REPLACE VIEW bots AS
SELECT c.i, c.pick, c.second, g.*, one_of(g.domains, c.pick // 2000000) AS domain, 3600 * (24 + (c.pick // 20000) % 480) AS life
FROM core c
JOIN slots s ON s.slot_key = c.slot_key
JOIN variants v ON v.variant = s.variant
LEFT JOIN campaign_days cd ON cd.campaign_key = campaign_key(c.pick, c.second)
LEFT JOIN generations g ON g.generation = cd.generation
WHERE v.phenomenon IS NOT NULL AND NOT c.is_second;

CREATE OR REPLACE VIEW bot_events AS
WITH acts AS (
    SELECT b.*, a.act, wide(b.i * 8 + a.act, 21) AS h FROM bots b CROSS JOIN (SELECT unnest([0, 1, 2, 3, 4, 5, 6, 7]) AS act) a
), kinds AS (
    SELECT
        *, CASE act WHEN 0 THEN 'registered' WHEN 1 THEN 'profile_changed' WHEN 7 THEN 'removed'
            ELSE coalesce(one_of(kinds, h % 10007), one_of(['commented', 'followed', 'liked'], h % 10007)) END AS kind,
        second - life + act * (life // 7) + CASE WHEN act IN (0, 7) THEN 0 ELSE h % 3600 END AS happened
    FROM acts
)
SELECT
    (i * 8 + act) * 2 AS event_number,
    bot_account(i) AS account_ref,
    CASE WHEN act = 7 THEN second ELSE happened END AS happened,
    kind,
    CASE kind WHEN 'commented' THEN 'comment' WHEN 'messaged' THEN 'direct_message' WHEN 'story_viewed' THEN 'story'
        WHEN 'group_added' THEN 'group' WHEN 'liked' THEN 'post' WHEN 'mentioned' THEN 'comment' ELSE 'profile' END AS surface,
    CASE WHEN kind IN ('commented', 'mentioned', 'profile_changed') THEN
        one_of(coalesce(texts, getvariable('lone_texts')), h % 10009) || one_of(['', '', ' 💋', ' !!', ' …', ' 😊'], h % 10037) END AS text,
    CASE WHEN kind = 'messaged' THEN 'sig-' || format('{:08x}', stream(coalesce(generation, 900) * 8 + h % 4, 374761393, 31)::BIGINT) END AS text_signature,
    CASE WHEN kind = 'profile_changed' OR (kind = 'commented' AND h % 10039 < 1500) THEN
        'https://' || domain || '/' || one_of(['hi', 'me', 'u', 'chat'], h % 10061) || CASE WHEN h % 10067 < 5000 THEN '?ref=' || format('{:03x}', h % 4093) ELSE '' END END AS landing_url,
    CASE WHEN kind = 'profile_changed' AND generation IS NOT NULL THEN
        format('{:08x}', stream(campaign * 100 + pick % pictures, 374761393, 41)::BIGINT) || format('{:07x}', stream(campaign * 100 + pick % pictures, 374761393, 42)::BIGINT % 268435456) || format('{:x}', h % 4) END AS picture_hash,
    CASE WHEN kind NOT IN ('registered', 'profile_changed', 'removed') THEN plain_account(h // 5) END AS target_ref,
    CASE WHEN kind NOT IN ('registered', 'profile_changed', 'removed') THEN coalesce(one_of(bands, h % 10069), 'unknown') END AS target_reach_band,
    CASE WHEN kind NOT IN ('registered', 'profile_changed', 'removed') THEN coalesce(one_of(ages, h % 10079), 'unknown') END AS target_age_group,
    CASE WHEN kind IN ('commented', 'mentioned', 'profile_changed') THEN coalesce(language, 'en') END AS language,
    CASE WHEN generation IS NULL THEN 'lone bot' ELSE generation_name END AS truth
FROM kinds;

-- Honest accounts: crowds that look alike for good reasons, and the background.
CREATE OR REPLACE VIEW honest_events AS
WITH numbered AS (
    SELECT range AS e, wide(range, 22) AS h
    FROM range(getvariable('first_row')::BIGINT * 26 // 100, getvariable('after_row')::BIGINT * 26 // 100)
), crowds AS (
    SELECT *, CASE WHEN h % 10007 < 2400 THEN 'song fans' WHEN h % 10007 < 3600 THEN 'creators with a link hub'
        WHEN h % 10007 < 5600 THEN 'news readers' WHEN h % 10007 < 5700 THEN 'owners of copied pictures' ELSE 'background' END AS crowd
    FROM numbered
), timed AS (
    -- A song goes viral for ten days; the rest is spread over the whole log.
    SELECT *, CASE WHEN crowd = 'song fans' THEN getvariable('period_start') + 86400 * 62 + h % 864007
        WHEN crowd = 'owners of copied pictures' THEN getvariable('log_start') + h % 86399
        ELSE getvariable('log_start') + ((e * 1000 + h % 997) * getvariable('log_span')) // greatest(1, getvariable('n_rows') * 260) END AS happened
    FROM crowds
)
SELECT
    e * 2 + 1 AS event_number,
    CASE crowd WHEN 'creators with a link hub' THEN account_name(1342177280 + e % greatest(3, getvariable('n_rows') // 400))
        WHEN 'song fans' THEN account_name(1476395008 + h % greatest(20, getvariable('n_rows') // 20))
        WHEN 'owners of copied pictures' THEN account_name(1610612736 + h % (getvariable('n_campaigns') * 3))
        WHEN 'news readers' THEN account_name(1744830464 + h % greatest(20, getvariable('n_rows') // 12))
        ELSE plain_account(h // 3) END AS account_ref,
    happened,
    CASE crowd WHEN 'creators with a link hub' THEN CASE WHEN h % 10009 < 1500 THEN 'profile_changed' ELSE 'posted' END
        WHEN 'owners of copied pictures' THEN 'profile_changed' WHEN 'song fans' THEN 'commented' WHEN 'news readers' THEN 'posted'
        ELSE one_of(['posted', 'commented', 'liked', 'followed', 'liked', 'commented', 'messaged', 'story_viewed', 'registered'], h % 10009) END AS kind,
    CASE crowd WHEN 'song fans' THEN 'comment' WHEN 'creators with a link hub' THEN CASE WHEN h % 10009 < 1500 THEN 'profile' ELSE 'post' END
        WHEN 'owners of copied pictures' THEN 'profile' WHEN 'news readers' THEN 'post'
        ELSE one_of(['post', 'comment', 'post', 'profile', 'post', 'comment', 'direct_message', 'story', 'profile'], h % 10009) END AS surface,
    CASE crowd WHEN 'song fans' THEN one_of(getvariable('fan_texts'), h % 10037)
        WHEN 'creators with a link hub' THEN one_of(getvariable('creator_texts'), h % 10037)
        WHEN 'news readers' THEN one_of(getvariable('news_texts'), h % 10037)
        WHEN 'background' THEN CASE WHEN one_of(['posted', 'commented', 'liked', 'followed', 'liked', 'commented', 'messaged', 'story_viewed', 'registered'], h % 10009) IN ('posted', 'commented')
            THEN one_of(getvariable('plain_openings'), h % 10037) || ' ' || one_of(getvariable('plain_closings'), h % 10039) END END AS text,
    CASE WHEN crowd = 'background' AND one_of(['posted', 'commented', 'liked', 'followed', 'liked', 'commented', 'messaged', 'story_viewed', 'registered'], h % 10009) = 'messaged'
        THEN 'sig-' || format('{:08x}', stream(e, 374761393, 32)::BIGINT) END AS text_signature,
    CASE crowd WHEN 'song fans' THEN CASE WHEN h % 10061 < 3000 THEN 'https://liedjes.example/nummer/zomer-aan-de-kade' END
        WHEN 'creators with a link hub' THEN 'https://linkhub.example/' || format('{:05x}', (e % greatest(3, getvariable('n_rows') // 400)) * 7919 % 1048573)
        WHEN 'news readers' THEN 'https://nieuws.example/artikel/' || (1 + (h % 10067) * (h % 10069) // 10069 * 60 // 10067) END AS landing_url,
    CASE crowd WHEN 'owners of copied pictures' THEN
        format('{:08x}', stream((h % (getvariable('n_campaigns') * 3) // 3) * 100 + h % 3, 374761393, 41)::BIGINT) || format('{:07x}', stream((h % (getvariable('n_campaigns') * 3) // 3) * 100 + h % 3, 374761393, 42)::BIGINT % 268435456) || '0'
        WHEN 'creators with a link hub' THEN CASE WHEN h % 10009 < 1500 THEN format('{:08x}', stream(e, 374761393, 43)::BIGINT) || format('{:08x}', stream(e, 374761393, 44)::BIGINT) END END AS picture_hash,
    CASE WHEN crowd IN ('song fans', 'background') AND h % 10009 % 9 IN (1, 2, 3, 4, 5, 6, 7) THEN plain_account(h // 5) END AS target_ref,
    CASE WHEN crowd = 'song fans' THEN 'over_1m' WHEN crowd = 'background' AND h % 10009 % 9 IN (1, 2, 3, 4, 5, 6, 7) THEN one_of(['under_1k', 'under_1k', 'under_1k', '1k_10k', '10k_100k'], h % 10079) END AS target_reach_band,
    CASE WHEN crowd = 'background' AND h % 10009 % 9 IN (1, 2, 3, 4, 5, 6, 7) THEN one_of(['adult', 'adult', 'unknown', 'unknown', 'assumed_minor', 'known_minor'], h % 10091) END AS target_age_group,
    CASE WHEN crowd <> 'owners of copied pictures' THEN 'nl' END AS language,
    crowd AS truth
FROM timed;

CREATE OR REPLACE VIEW made_account_events AS
WITH both_kinds AS (SELECT * FROM bot_events UNION ALL SELECT * FROM honest_events)
SELECT
    -- The number is spread, so that the id does not tell which generator the row came from.
    'e-' || format('{:010x}', (event_number * 611953 + 12345) % 1099511627689) AS id,
    account_ref, NULL::VARCHAR AS handle, instant(happened) AS occurred_at, kind, surface, text, text_signature,
    landing_url, NULL::VARCHAR AS redirect_url, picture_hash,
    target_ref, target_reach_band, target_age_group,
    -- Of one act in five it is not known; bots (even numbers) mostly address strangers, others mostly people whom they know.
    CASE WHEN target_ref IS NULL OR stream(event_number, 374761393, 45)::BIGINT % 100 < 20 THEN NULL
        ELSE stream(event_number, 374761393, 46)::BIGINT % 100 < CASE WHEN event_number % 2 = 0 THEN 3 ELSE 75 END END AS target_connected,
    language
FROM both_kinds
ORDER BY happened, event_number;

CREATE OR REPLACE VIEW made_truth AS
SELECT account_ref, truth AS group_name, min(instant(happened)) AS first_seen, max(instant(happened)) AS last_seen, count(*) AS events
FROM (SELECT account_ref, truth, happened FROM bot_events UNION ALL SELECT account_ref, truth, happened FROM honest_events WHERE truth <> 'background')
GROUP BY ALL ORDER BY account_ref, group_name;
