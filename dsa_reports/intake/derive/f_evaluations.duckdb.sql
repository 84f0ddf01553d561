-- One row per labelled sample of the period. `methods` joins the methods of all samples of the same figure.
SELECT
    coalesce(harmless(system), 'not named') AS system,
    coalesce(content_type, 'all') AS content_type,
    CASE WHEN scope = 'language' THEN language ELSE scope END AS scope,
    true_positives, false_positives, true_negatives, false_negatives,
    array_to_string(list_sort(list_distinct(list(harmless(method)) OVER (
        PARTITION BY harmless(system), coalesce(content_type, 'all'), scope, language
    ))), '; ') AS methods
FROM accepted_automation_evaluations
WHERE day_in_period(evaluated_to) AND (scope <> 'language' OR language IS NOT NULL)
