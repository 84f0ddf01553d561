-- The rows and what is drawn for each.
--
-- Variables: first_row, after_row (the rows wanted), n_rows (of moderation_actions in all), log_start, log_span
-- (seconds), edge_start, edge_end (the rows that lie exactly on the period's edges), period_start, period_end.

-- What hangs together over two rows (a notice and its second action) is drawn from the first of them.
CREATE OR REPLACE MACRO linked(anchor) AS stream(anchor, 3266489917, 3)::BIGINT;
CREATE OR REPLACE MACRO picked(anchor) AS stream(anchor, 668265263, 4)::BIGINT;

-- Of each hundred rows these stand behind a notice, follow it a second time, or stand behind a user report.
CREATE OR REPLACE MACRO is_notice_row(i) AS (i % 100) IN (7, 32, 57, 82);
CREATE OR REPLACE MACRO is_second_row(i) AS (i % 100) IN (8, 33, 58, 83);
CREATE OR REPLACE MACRO is_report_row(i) AS (i % 100) IN (12, 45, 78);
CREATE OR REPLACE MACRO notice_number(i) AS (i // 100) * 4 + (i % 100) // 25;
CREATE OR REPLACE MACRO report_number(i) AS (i // 100) * 3 + (i % 100) // 33;

-- Shares of notices: 56 % acted on by actions that name them, 4 % with totals only, 36 % decided without action.
CREATE OR REPLACE MACRO notice_linked(link) AS link % 1000 < 560;
CREATE OR REPLACE MACRO notice_totals(link) AS link % 1000 BETWEEN 560 AND 599;
CREATE OR REPLACE MACRO notice_open(link) AS link % 1000 >= 960;
CREATE OR REPLACE MACRO report_linked(link) AS link % 1000 < 450;

-- Who sent the notice: 6 % trusted flaggers.
CREATE OR REPLACE MACRO reporter_of(link) AS CASE
    WHEN (link // 1000000) % 100 < 6 THEN 'trusted_flagger' WHEN (link // 1000000) % 100 < 9 THEN 'minor'
    WHEN (link // 1000000) % 100 < 12 THEN 'guardian' WHEN (link // 1000000) % 100 < 24 THEN 'victim'
    WHEN (link // 1000000) % 100 < 28 THEN 'helpline' ELSE 'other' END;

-- Row i is decided in the i-th of n_rows equal slices of the log, so rows are in order of time; second precision.
CREATE OR REPLACE MACRO decided_second(i, h) AS CASE i
    WHEN getvariable('edge_start') - 1 THEN getvariable('period_start') - 1
    WHEN getvariable('edge_start') THEN getvariable('period_start')
    WHEN getvariable('edge_end') - 1 THEN getvariable('period_end') - 1
    WHEN getvariable('edge_end') THEN getvariable('period_end')
    ELSE getvariable('log_start') + ((i * 1000 + h % 997) * getvariable('log_span')) // (getvariable('n_rows') * 1000) END;

-- A skewed number of minutes as seconds: mostly hours, sometimes days (at most `days` days).
CREATE OR REPLACE MACRO skewed_seconds(h, days) AS 60 * (1 + h % 10177) * (1 + h % 10181) // 10181 * (1 + h % 10193) // 10193 * days * 1440 // 10178;

-- Account numbers are spread over 32 bits by an odd factor, so that neighbours do not look alike and none collide.
CREATE OR REPLACE MACRO account_name(number) AS 'a-' || format('{:08x}', ((number::UBIGINT * 2654435761::UBIGINT) & 4294967295::UBIGINT)::BIGINT);
CREATE OR REPLACE MACRO bot_account(anchor) AS account_name(2147483648 + anchor::BIGINT);
CREATE OR REPLACE MACRO plain_account(draw) AS account_name(draw % greatest(50, getvariable('n_rows') * 6 // 10));

-- Every row with its draws, the lane that it belongs to and the variant (what was found and what was imposed).
CREATE OR REPLACE VIEW core AS
WITH numbered AS (
    SELECT range AS i FROM range(getvariable('first_row')::BIGINT, getvariable('after_row')::BIGINT)
), anchored AS (
    -- 12 % of the notices that were acted on lead to a second action, in the row after the first.
    SELECT i, CASE WHEN is_second_row(i) AND notice_linked(linked(i - 1)) AND (linked(i - 1) // 1000) % 1000 < 120 THEN i - 1 ELSE i END AS anchor
    FROM numbered
), drawn AS (
    SELECT i, anchor, wide(i, 1) AS h, linked(anchor) AS link, picked(anchor) AS pick FROM anchored
), laned AS (
    SELECT
        d.*, o.number AS order_number, o.effect_second, decided_second(d.i, d.h) AS row_second,
        CASE
            WHEN o.number IS NOT NULL THEN 3
            WHEN is_notice_row(d.i) AND notice_linked(d.link) THEN 1
            WHEN d.anchor < d.i THEN 1
            WHEN is_report_row(d.i) AND report_linked(d.link) THEN 2
            ELSE 0 END AS lane,
        o.slot AS order_slot
    FROM drawn d LEFT JOIN order_rows o ON o.row_number = d.i
)
SELECT
    i, anchor, h, link, pick, lane, order_number, coalesce(effect_second, row_second) AS second,
    anchor < i AS is_second,
    lane * 20000 + coalesce(order_slot, pick % 20000) AS slot_key
FROM laned;

-- The generation of the campaign that a bot belongs to on its day; none for lone bots.
CREATE OR REPLACE MACRO campaign_key(pick, second) AS
    ((pick // 20000) % 100) * 1000 + (second - getvariable('log_start')) // 86400;
