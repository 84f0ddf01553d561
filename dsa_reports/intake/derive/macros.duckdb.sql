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
