-- One row per dispute that was submitted in the period or whose outcome counts in it.
-- Readings: complaints_cut_off, omitted_in_median.
WITH placed AS (
    SELECT *,
        in_period(submitted_at) AS submitted,
        CASE
            WHEN outcome = 'pending' THEN false
            WHEN getvariable('complaints_cut_off') = 'decided' THEN in_period(
                CASE WHEN outcome = 'omitted' THEN coalesce(decided_at, submitted_at) ELSE decided_at END)
            ELSE in_period(submitted_at) AND coalesce(decided_at < getvariable('period_end'), true)
        END AS outcome_counts
    FROM accepted_disputes
)
SELECT
    submitted,
    CASE WHEN outcome_counts THEN outcome END AS outcome,
    CASE
        WHEN outcome_counts AND (outcome <> 'omitted' OR getvariable('omitted_in_median') = 'included')
        THEN seconds_between(submitted_at, decided_at)
    END AS decision_seconds,
    coalesce(implemented, false) AS implemented
FROM placed
WHERE submitted OR outcome_counts
