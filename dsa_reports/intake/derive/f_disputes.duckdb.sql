-- One row per dispute that was submitted in the period or whose outcome counts in it.
-- Readings: complaints_cut_off, omitted_in_median.
WITH placed AS (
    SELECT *,
        in_period(submitted_at) AS submitted,
        outcome_counts(outcome, submitted_at, decided_at) AS counts
    FROM accepted_disputes
)
SELECT
    submitted,
    CASE WHEN counts THEN outcome END AS outcome,
    decision_time(counts, outcome, submitted_at, decided_at) AS decision_seconds,
    coalesce(implemented, false) AS implemented
FROM placed
WHERE submitted OR counts
