-- Helpers of the derivation. The variable `subcategories` maps a category to the list of its sub-categories;
-- categories 16 and 17 have none.

-- White space folded to single blanks; nothing left is NULL.
CREATE OR REPLACE MACRO folded(text) AS
    nullif(trim(regexp_replace(text, getvariable('white_space'), ' ', 'g')), '');

-- A description that a spreadsheet could take for a formula, with controlling characters, or with what looks like an
-- address, a handle or a telephone number, counts as not given. The patterns are those of the contract's SafeText, so
-- that the finding and the figure cannot disagree.
CREATE OR REPLACE MACRO tidy(description) AS
    CASE WHEN NOT regexp_matches(folded(description), getvariable('unsafe_text')) THEN folded(description) END;

-- The same for texts that stand inside a sentence: controlling characters become blanks.
CREATE OR REPLACE MACRO harmless(text) AS
    folded(regexp_replace(text, '[\p{Cc}\p{Cf}\p{Co}]+', ' ', 'g'));

-- Labels and descriptions are compared without capitals, and with one blank for blanks, hyphens and underscores.
CREATE OR REPLACE MACRO label_key(text) AS
    folded(translate(lower(text), '_-', '  '));

-- The one category, sub-category and description of a decision, as far as the log or the value map gives one.
CREATE OR REPLACE MACRO measure_category(report_category, category) AS coalesce(report_category, category);

CREATE OR REPLACE MACRO measure_keyword(report_keyword, report_category, category, specification) AS
    coalesce(
        report_keyword,
        list_filter(
            specification,
            lambda k: k <> 'KEYWORD_OTHER'
                      AND list_contains(getvariable('subcategories')[measure_category(report_category, category)], k)
        )[1],
        CASE WHEN list_contains(specification, 'KEYWORD_OTHER') THEN 'KEYWORD_OTHER' END
    );

CREATE OR REPLACE MACRO measure_description(report_keyword, report_description, specification_other) AS
    CASE
        WHEN report_keyword IS NOT NULL THEN report_description
        ELSE coalesce(tidy(report_description), specification_other)
    END;

-- What came before a decision. Reading: user_reports.
CREATE OR REPLACE MACRO preceding(order_id, notice_id, user_report_id, source_type) AS
    CASE
        WHEN order_id IS NOT NULL OR source_type = 'SOURCE_ORDER' THEN 'order'
        WHEN notice_id IS NOT NULL OR source_type IN ('SOURCE_ARTICLE_16', 'SOURCE_TRUSTED_FLAGGER') THEN 'notice'
        WHEN getvariable('user_reports') = 'notices'
             AND (user_report_id IS NOT NULL OR source_type = 'SOURCE_TYPE_OTHER_NOTIFICATION') THEN 'notice'
        ELSE 'own_initiative'
    END;

-- How many restrictions of columns H to U a decision imposes.
CREATE OR REPLACE MACRO restrictions(visibility, monetary, provision, account) AS
    (coalesce(len(list_filter(list_distinct(visibility), lambda v: v IN (
        'DECISION_VISIBILITY_CONTENT_REMOVED', 'DECISION_VISIBILITY_CONTENT_DISABLED', 'DECISION_VISIBILITY_CONTENT_DEMOTED',
        'DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED', 'DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED',
        'DECISION_VISIBILITY_CONTENT_LABELLED', 'DECISION_VISIBILITY_OTHER'))), 0)
     + (monetary IS NOT NULL)::TINYINT + (provision IS NOT NULL)::TINYINT + (account IS NOT NULL)::TINYINT)::TINYINT;

CREATE OR REPLACE MACRO reported_keyword(category, keyword) AS
    CASE
        WHEN getvariable('subcategories')[category] IS NULL THEN NULL
        WHEN list_contains(getvariable('subcategories')[category], keyword) THEN keyword
        ELSE 'KEYWORD_OTHER'
    END;

CREATE OR REPLACE MACRO reported_description(category, keyword, description) AS
    CASE
        WHEN reported_keyword(category, keyword) <> 'KEYWORD_OTHER' THEN NULL
        WHEN getvariable('subcategories')[category] IS NULL THEN NULL
        WHEN keyword = 'KEYWORD_OTHER' THEN coalesce(tidy(description), 'Not described')
        ELSE 'Sub-category not recorded'
    END;

CREATE OR REPLACE MACRO seconds_between(earlier, later) AS (epoch_us(later) - epoch_us(earlier)) // 1000000;

CREATE OR REPLACE MACRO in_period(moment) AS
    moment >= getvariable('period_start') AND moment < getvariable('period_end');

CREATE OR REPLACE MACRO day_in_period(day) AS
    day >= getvariable('first_day') AND day <= getvariable('last_day');

-- Complaints and disputes: does the outcome count in the period (reading complaints_cut_off)?
CREATE OR REPLACE MACRO outcome_counts(outcome, submitted_at, decided_at) AS
    CASE
        WHEN outcome = 'pending' THEN false
        WHEN getvariable('complaints_cut_off') = 'decided' THEN in_period(
            CASE WHEN outcome = 'omitted' THEN coalesce(decided_at, submitted_at) ELSE decided_at END)
        ELSE in_period(submitted_at) AND coalesce(decided_at < getvariable('period_end'), true)
    END;

-- The time that belongs to the median of decisions (reading omitted_in_median), NULL where none does.
CREATE OR REPLACE MACRO decision_time(counts, outcome, submitted_at, decided_at) AS
    CASE
        WHEN counts AND (outcome <> 'omitted' OR getvariable('omitted_in_median') = 'included')
        THEN seconds_between(submitted_at, decided_at)
    END;

-- Does a rule of a phenomenon fit what a row says? A list that is empty asks nothing; a row without any category (user
-- reports may have none) is not held against the categories.
CREATE OR REPLACE MACRO asks(wanted, said) AS len(wanted) = 0 OR coalesce(list_contains(wanted, said), false);

CREATE OR REPLACE MACRO rule_fits(r, a) AS
    (NOT r.value_map OR coalesce(a.mapped = r.phenomenon, false))
    AND (NOT r.campaigns OR list_contains(a.confirmed, r.phenomenon))
    AND (a.category IS NULL OR asks(r.categories, a.category))
    AND asks(r.keywords, a.keyword) AND asks(r.descriptions, a.description)
    AND asks(r.labels, a.label) AND asks(r.detectors, a.detector);

CREATE OR REPLACE MACRO excluded(n, a) AS
    coalesce(list_has_any(a.mentioned, n.keywords), false)
    OR coalesce(list_contains(n.descriptions, a.description), false)
    OR coalesce(list_contains(n.labels, a.label), false);

-- The same of texts that may be long: what is far longer than anything that a rule asks for is not looked at.
CREATE OR REPLACE MACRO asked_text(text) AS
    CASE WHEN length(text) <= 4 * getvariable('tag_longest') + 20 THEN label_key(text) END;

-- After the tables of rules and campaigns: helpers that read them.

-- What the rules of phenomena are held against, one row per row of the logs: values that no rule asks about are left out.
CREATE OR REPLACE MACRO tag_subjects() AS TABLE
WITH asked_labels AS (
    SELECT platform_label, asked_text(platform_label) AS label
    FROM (
        SELECT platform_label FROM accepted_moderation_actions UNION SELECT platform_label FROM accepted_notices
        UNION SELECT platform_label FROM accepted_user_reports UNION SELECT platform_label FROM accepted_complaints
    )
    WHERE list_contains(getvariable('tag_labels'), asked_text(platform_label))
), subjects AS (
    SELECT 'moderation_actions' AS source, puid AS id,
        measure_category(report_category, category) AS category,
        measure_keyword(report_keyword, report_category, category, category_specification) AS keyword,
        asked_text(measure_description(report_keyword, report_other_description, category_specification_other)) AS description,
        platform_label, detector_id, phenomenon, account_ref,
        list_append(coalesce(category_specification, []), report_keyword) AS mentioned
    FROM accepted_moderation_actions
    UNION ALL
    SELECT 'notices', id, category, keyword, asked_text(other_description), platform_label, NULL, phenomenon, NULL, [keyword]
    FROM accepted_notices
    UNION ALL
    SELECT 'user_reports', id, category, keyword, asked_text(other_description), platform_label, NULL, phenomenon, account_ref, [keyword]
    FROM accepted_user_reports
    UNION ALL
    SELECT 'complaints', id, NULL, NULL, NULL, platform_label, NULL, phenomenon, NULL, []
    FROM accepted_complaints
)
    SELECT source, id, category, keyword,
        CASE WHEN list_contains(getvariable('tag_descriptions'), description) THEN description END AS description,
        l.label,
        CASE WHEN list_contains(getvariable('tag_detectors'), detector_id) THEN detector_id END AS detector,
        phenomenon AS mapped,
        coalesce(c.phenomena, []) AS confirmed,
        CASE WHEN list_has_any(mentioned, getvariable('tag_never')) THEN list_sort(list_intersect(mentioned, getvariable('tag_never'))) END AS mentioned
    FROM subjects AS s
    LEFT JOIN asked_labels AS l ON l.platform_label = s.platform_label
    LEFT JOIN (SELECT account_ref, list_sort(list(DISTINCT phenomenon)) AS phenomena FROM confirmed_accounts GROUP BY account_ref) AS c ON c.account_ref = s.account_ref;
