-- What accounts did. An act is number j of account a; a * 4096 + j fits into 32 bits for a million accounts.
CREATE OR REPLACE MACRO has_text(act) AS act IN ('posted', 'commented', 'mentioned', 'messaged', 'profile_changed');

CREATE OR REPLACE MACRO act_of(rhythm, place) AS getvariable('acts')[ascii(substr(rhythm, 1 + place % length(rhythm), 1)) - 96];

CREATE OR REPLACE MACRO disguised(said, way, draw) AS CASE way
    WHEN 1 THEN translate(said, one_of(getvariable('confusables_from'), draw), one_of(getvariable('confusables_to'), draw))
    WHEN 2 THEN regexp_replace(said, '(\S)(\S)', '\1' || one_of(getvariable('invisible'), draw) || '\2', 'g')
    WHEN 3 THEN regexp_replace(said, '(\S)', '\1' || one_of(getvariable('between'), draw), 'g')
    WHEN 4 THEN one_of(getvariable('emoji'), draw) || replace(said, ' ', one_of(getvariable('emoji'), draw // 8) || CASE WHEN draw % 3 = 0 THEN '' ELSE ' ' END) || one_of(getvariable('emoji'), draw // 64)
    WHEN 5 THEN translate(said, one_of(getvariable('leet_from'), draw), one_of(getvariable('leet_to'), draw))
    WHEN 6 THEN translate(lower(said), getvariable('fancy_from')[1], getvariable('fancy_to')[1])
    ELSE said END;

CREATE OR REPLACE VIEW acts AS
WITH numbered AS (
    SELECT *, unnest(range(0, acts + CASE WHEN removed_at IS NULL THEN 0 ELSE 1 END)) AS j FROM accounts
), drawn AS (
    SELECT *, wide(a * 4096 + j, 61) AS d, wide(a * 4096 + j, 62) AS e FROM numbered
), done AS (
    SELECT *,
        CASE
            WHEN j = acts THEN 'removed'
            WHEN j = 0 AND registered >= 0 THEN 'registered'
            WHEN j = 1 OR (j = 0 AND d % 10007 < 3000) THEN 'profile_changed'
            WHEN is_blank OR happens(d, 10009, noise) THEN act_of(getvariable('honest_rhythm'), d % 10037)
            ELSE act_of(rhythm, j + h) END AS act,
        CASE WHEN NOT is_blank AND happens(d, 10039, own) THEN 1 WHEN happens(d, 10061, ambient) THEN 2 ELSE 3 END AS source
    FROM drawn
), timed AS (
    SELECT *,
        CASE
            WHEN act = 'removed' THEN removed_at
            WHEN act = 'registered' THEN registered
            WHEN steady THEN active_from + j * (life // acts) + e % jitter
            WHEN source = 1 AND own_span > 0 THEN greatest(active_from, own_from + e % 10007 * own_span // 10007 * (3000 + e % 10009 * 7007 // 10009) // 10007 + e % 3559)
            ELSE greatest(active_from, (active_from + e % greatest(1, getvariable('log_span') - active_from)) // 86400 * 86400 + 25200 + e % 59003) END AS happened
    FROM done
)
SELECT *,
    CASE WHEN has_text(act) AND source = 1 AND pool_size > 0 THEN pool_first + d % 10067 % greatest(1, pool_size) END AS text_number,
    CASE WHEN has_text(act) AND source = 2 THEN greatest(0, happened * getvariable('n_items') // getvariable('log_span') - e % 10037 * (e % 10039) // 10037 * 12 // 10039) END AS item_number,
    CASE WHEN has_text(act) AND (source = 3 OR (source = 1 AND pool_size = 0)) THEN speaks * 256 END AS free_number
FROM timed
WHERE happened >= 0 AND happened < getvariable('log_span') AND (removed_at IS NULL OR happened <= removed_at);

CREATE OR REPLACE VIEW told AS
WITH joined AS (
    SELECT
        c.*, t.own_text, i.item_language, i.item_text, i.item_url,
        CASE WHEN free_number IS NULL THEN NULL
            WHEN d % 10069 < 1200 THEN one_of(['lol', '🔥🔥🔥', '❤️', 'ok', 'haha', '😂', '👏👏', '🎉', ':)', '?', '+1', '...'], d % 10079)
            ELSE concat_ws(' ', a.piece, b.piece, invented(d // 7), k.piece, CASE WHEN d % 10091 < 4000 THEN z.piece END, CASE WHEN e % 10061 < 1500 THEN invented(e // 5) END) END AS free_text
    FROM acts c
    LEFT JOIN texts t ON t.number = c.text_number
    LEFT JOIN items i ON i.item = c.item_number
    LEFT JOIN pieces a ON a.number = c.free_number + d % 10093 % 64
    LEFT JOIN pieces b ON b.number = c.free_number + 64 + d % 10099 % 64
    LEFT JOIN pieces k ON k.number = c.free_number + 128 + d % 10103 % 64
    LEFT JOIN pieces z ON z.number = c.free_number + 192 + d % 10111 % 64
)
SELECT *,
    CASE WHEN own_text IS NOT NULL THEN own_text || one_of(['', '', '', ' 😊', ' !!', ' …'], e % 10067) ELSE coalesce(item_text, free_text) END AS plain_text,
    link_start || CASE WHEN paths = 'page' THEN (1 + e % 10069 % greatest(1, pages))::VARCHAR ELSE '' END || coalesce(link_end, '') AS own_link
FROM joined;

CREATE OR REPLACE VIEW crowd_account_events AS
WITH linked_acts AS (
    SELECT *,
        own_text IS NOT NULL AND has_link AND (act = 'profile_changed' OR happens(e, 10079, link_use)) AS links_own,
        act IN ('commented', 'mentioned', 'messaged', 'followed', 'liked', 'group_added', 'story_viewed') AS has_target
    FROM told
)
SELECT
    'e-' || format('{:010x}', ((a * 4096 + j) * 611953 + 12345) % 1099511627689) AS id,
    crowd_account(a) AS account_ref,
    CASE WHEN act IN ('registered', 'profile_changed') OR j = 0 THEN own_handle END AS handle,
    instant(getvariable('log_start') + happened) AS occurred_at,
    act AS kind,
    CASE act WHEN 'commented' THEN 'comment' WHEN 'mentioned' THEN 'comment' WHEN 'messaged' THEN 'direct_message' WHEN 'story_viewed' THEN 'story'
        WHEN 'group_added' THEN 'group' WHEN 'posted' THEN 'post' WHEN 'liked' THEN 'post' ELSE 'profile' END AS surface,
    CASE WHEN act = 'messaged' THEN NULL WHEN own_text IS NOT NULL THEN disguised(plain_text, CASE WHEN style_code = 7 THEN 1 + e % 10091 % 6 ELSE style_code END, e % 10093) ELSE plain_text END AS text,
    CASE WHEN act = 'messaged' THEN 'sig-' || substr(md5(getvariable('salt') || ':' || coalesce(own_text, plain_text)), 1, 16) END AS text_signature,
    CASE
        -- Of a direct message only the host is logged.
        WHEN links_own AND act = 'messaged' THEN regexp_extract(coalesce(detour, own_link), '//([^/]+)', 1)
        WHEN links_own THEN coalesce(detour, own_link)
        WHEN act = 'messaged' THEN NULL
        WHEN item_url IS NOT NULL THEN item_url
        WHEN free_text IS NOT NULL AND act = 'posted' AND e % 10099 < 600 THEN
            'https://' || lower(invented(e % 10103 * (e % 10111) // 10103 * 3000 // 10111 * 37)) || '.example/' || format('{:x}', e % 65521) END AS landing_url,
    CASE WHEN links_own AND detour IS NOT NULL AND is_followed THEN CASE WHEN act = 'messaged' THEN regexp_extract(own_link, '//([^/]+)', 1) ELSE own_link END END AS redirect_url,
    CASE
        WHEN act = 'profile_changed' OR (act = 'posted' AND shares_picture AND own_text IS NOT NULL AND e % 10133 < 2500) THEN own_picture
        WHEN act = 'posted' AND e % 10139 < 500 THEN hexadecimal((stream(e % 10141 * (e % 10151) // 10141 * 500 // 10151, 374761393, 57) << 32) + 305419896::UBIGINT)
        WHEN act = 'posted' AND e % 10139 < 2500 THEN hexadecimal((stream(a * 4096 + j, 374761393, 58) << 32) + stream(a * 4096 + j, 374761393, 59)) END AS picture_hash,
    CASE WHEN NOT has_target THEN NULL
        WHEN NOT is_blank AND targets > 0 AND happens(e, 10159, target_share) THEN crowd_account(target_first + e % 10163 % greatest(1, targets))
        ELSE crowd_account(getvariable('others_first') + (e // 11) % getvariable('others')) END AS target_ref,
    CASE WHEN NOT has_target THEN NULL WHEN is_blank OR reach = 'any' OR e % 10169 < 1500 THEN one_of(['under_1k', 'under_1k', 'under_1k', '1k_10k', '10k_100k', 'unknown'], e % 10177)
        WHEN reach = 'large' THEN one_of(['100k_1m', '10k_100k', 'over_1m'], e % 10177) ELSE one_of(['under_1k', 'under_1k', '1k_10k'], e % 10177) END AS target_reach_band,
    CASE WHEN NOT has_target THEN NULL WHEN reach = 'young' THEN one_of(['known_minor', 'assumed_minor', 'unknown', 'unknown', 'adult'], e % 10181)
        ELSE one_of(['adult', 'adult', 'adult', 'unknown', 'unknown', 'assumed_minor'], e % 10181) END AS target_age_group,
    CASE WHEN NOT has_target OR e % 10193 < 2000 THEN NULL WHEN "group" IN ('campaign', 'lone_spammers') THEN e % 10193 > 9900 ELSE e % 10193 < 7500 END AS target_connected,
    CASE WHEN act <> 'messaged' AND plain_text IS NOT NULL THEN coalesce(item_language, language) END AS language
FROM linked_acts
ORDER BY occurred_at, id;
