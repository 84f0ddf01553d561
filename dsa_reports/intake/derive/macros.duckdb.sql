-- Helpers of the derivation. The variable `subcategories` maps a category to the list of its sub-categories;
-- categories 16 and 17 have none.
CREATE OR REPLACE MACRO tidy(description) AS nullif(regexp_replace(trim(description), '\s+', ' ', 'g'), '');

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
