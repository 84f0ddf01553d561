-- One row per account: everything about it that does not change from act to act.
--
-- Tables: units, pools (languages of a unit with their texts), domains, affiliates, pictures.
-- Shares are per thousand. Remainders by different primes of one 63-bit draw are independent.

CREATE OR REPLACE MACRO happens(draw, prime, share) AS draw % prime * 1000 < share * prime;

-- One to one, so that account numbers do not tell who belongs together.
CREATE OR REPLACE MACRO crowd_account(number) AS 'a-' || format('{:08x}', mixed(xor(number::UBIGINT, (getvariable('salt')::UBIGINT * 48271::UBIGINT) & 4294967295::UBIGINT))::BIGINT);

CREATE OR REPLACE MACRO invented(draw) AS one_of(getvariable('heads'), draw) || one_of(getvariable('middles'), draw // 32) || one_of(getvariable('tails'), draw // 1024);

CREATE OR REPLACE MACRO one_bit(draw) AS 1::UBIGINT << (draw % 64)::UBIGINT;

-- Up to six of 64 bits turned over: the same picture, cropped, tinted or compressed.
CREATE OR REPLACE MACRO flipped(picture, draw, flips) AS xor(picture,
    xor(xor(CASE WHEN flips > 0 THEN one_bit(draw) ELSE 0::UBIGINT END, CASE WHEN flips > 1 THEN one_bit(draw // 64) ELSE 0::UBIGINT END),
        xor(xor(CASE WHEN flips > 2 THEN one_bit(draw // 4096) ELSE 0::UBIGINT END, CASE WHEN flips > 3 THEN one_bit(draw // 262144) ELSE 0::UBIGINT END),
            xor(CASE WHEN flips > 4 THEN one_bit(draw // 16777216) ELSE 0::UBIGINT END, CASE WHEN flips > 5 THEN one_bit(draw // 1073741824) ELSE 0::UBIGINT END))));

CREATE OR REPLACE MACRO hexadecimal(picture) AS format('{:08x}', (picture >> 32)::BIGINT) || format('{:08x}', (picture & 4294967295::UBIGINT)::BIGINT);

CREATE OR REPLACE MACRO filled(pattern, f, crowd_word) AS
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(pattern,
        '<d4><d4>', format('{:08d}', f % 99999989)), '<f>', one_of(getvariable('first_names'), f % 10007)), '<l>', one_of(getvariable('last_names'), f % 10009)),
        '<w>', one_of(getvariable('handle_words'), f % 10037)), '<c>', crowd_word), '<d2>', format('{:02d}', f % 97)),
        '<d3>', format('{:03d}', f % 997)), '<d4>', format('{:04d}', f % 9973)), '<y>', (1979 + f % 29)::VARCHAR),
        '<x4>', format('{:04x}', f % 65521));

CREATE OR REPLACE TEMP TABLE accounts AS
WITH numbered AS (
    SELECT *, unnest(range(first, first + accounts)) AS a FROM units
), drawn AS (
    SELECT *, wide(a, 51) AS h, wide(a, 52) AS g, wide(a, 53) AS f FROM numbered
), told AS (
    SELECT *, happens(h, 10007, blank) AS is_blank, unit * 8 + h % 10009 % languages AS pool,
        CASE
            WHEN h % 10037 < 400 THEN 2 + h % 3
            WHEN steady THEN greatest(3, events * (600 + h % 10039 * 800 // 10039) // 1000)
            ELSE least(4000, 1 + h % 10061 * (h % 10067) // 10061 * 4 * events // 10067) END AS acts,
        CASE WHEN bursts > 0 AND happens(h, 10069, burst_share)
            THEN registered_from + wide(unit * 8 + h % 10079 % bursts, 54) % registered_span + h % 10800
            ELSE registered_from + g % registered_span END AS registered
    FROM drawn
), dated AS (
    SELECT *,
        CASE WHEN steady THEN registered + delay // 2 + g % (delay + 1) ELSE greatest(0, registered) END AS active_from,
        CASE WHEN happens(g, 10091, removed) THEN greatest(registered + 3600, removed_from + g % removed_span) END AS removed_at,
        NOT is_blank AND picture_count > 0 AND happens(h, 10093, picture_share) AS shares_picture,
        NOT is_blank AND domain_count > 0 AND happens(h, 10099, links) AS has_link,
        filled(CASE WHEN NOT is_blank AND handle <> '' AND happens(h, 10103, handle_share) THEN handle ELSE one_of(getvariable('honest_handles'), g % 10111) END, f, crowd_word) AS own_handle
    FROM told
)
SELECT
    d.*, p.language, p.speaks, p.pool_first, p.pool_size,
    hexadecimal(CASE WHEN shares_picture THEN flipped(i.picture, f, f % 10133 % (flips + 1))
        ELSE (stream(a, 374761393, 55) << 32) + stream(a, 374761393, 56) END) AS own_picture,
    CASE WHEN has_link THEN
        CASE WHEN h % 10139 < 900 THEN 'http://' ELSE 'https://' END
        || CASE WHEN "group" = 'campaign' AND h % 10141 < 2000 THEN format('{:x}', f % 4093) || '.' ELSE '' END
        || m.domain || '/'
        || CASE paths WHEN 'account' THEN format('{:07x}', f % 268435399) WHEN 'fixed' THEN one_of(getvariable('pages'), f % 10151) ELSE 'p' END END AS link_start,
    CASE WHEN h % 10159 < 8500 THEN '?' || x.affiliate END AS link_end,
    CASE WHEN happens(h, 10163, shortened) THEN 'https://' || one_of(getvariable('shorteners'), unit) || '/' || format('{:06x}', f % 16777213)
        WHEN happens(h, 10169, hubbed) THEN 'https://' || one_of(getvariable('hubs'), unit) || '/' || own_handle END AS detour,
    happens(g, 10177, followed) AS is_followed
FROM dated d
JOIN pools p USING (pool)
LEFT JOIN pictures i ON i.number = CASE WHEN picture_count > 0 THEN picture_first + h % 10181 % greatest(1, picture_count) END
LEFT JOIN domains m ON m.number = CASE WHEN domain_count > 0 THEN domain_first + h % 10193 % greatest(1, domain_count) END
LEFT JOIN affiliates x ON x.number = CASE WHEN affiliate_count > 0 THEN affiliate_first + h % 10211 % greatest(1, affiliate_count) END;
