-- One row per complaint that was submitted in the period or whose outcome counts in it.
-- Readings: complaints_cut_off, omitted_in_median, trusted_flagger_complaints.
WITH placed AS (
    SELECT *,
        in_period(submitted_at) AS submitted,
        outcome_counts(outcome, submitted_at, decided_at) AS counts
    FROM accepted_complaints
)
SELECT
    basis,
    coalesce(by_trusted_flagger, false) AS by_trusted_flagger,
    basis = 'no_action_on_notice'
        AND (getvariable('trusted_flagger_complaints') = 'inside' OR NOT coalesce(by_trusted_flagger, false)) AS about_any_notice,
    phenomenon,
    submitted,
    CASE WHEN counts THEN outcome END AS outcome,
    decision_time(counts, outcome, submitted_at, decided_at) AS decision_seconds,
    counts AND coalesce(new_restriction_imposed, false) AS new_restriction
FROM placed
WHERE submitted OR counts
