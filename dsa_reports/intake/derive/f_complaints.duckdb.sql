-- One row per complaint that was submitted in the period or whose outcome counts in it.
-- Readings: complaints_cut_off, omitted_in_median, trusted_flagger_complaints.
WITH placed AS (
    SELECT *,
        in_period(submitted_at) AS submitted,
        CASE
            WHEN outcome = 'pending' THEN false
            WHEN getvariable('complaints_cut_off') = 'decided' THEN in_period(
                CASE WHEN outcome = 'omitted' THEN coalesce(decided_at, submitted_at) ELSE decided_at END)
            ELSE in_period(submitted_at) AND coalesce(decided_at < getvariable('period_end'), true)
        END AS outcome_counts
    FROM accepted_complaints
)
SELECT
    basis,
    coalesce(by_trusted_flagger, false) AS by_trusted_flagger,
    basis = 'no_action_on_notice'
        AND (getvariable('trusted_flagger_complaints') = 'inside' OR NOT coalesce(by_trusted_flagger, false)) AS about_any_notice,
    phenomenon,
    submitted,
    CASE WHEN outcome_counts THEN outcome END AS outcome,
    CASE
        WHEN outcome_counts AND (outcome <> 'omitted' OR getvariable('omitted_in_median') = 'included')
        THEN seconds_between(submitted_at, decided_at)
    END AS decision_seconds,
    outcome_counts AND coalesce(new_restriction_imposed, false) AS new_restriction
FROM placed
WHERE submitted OR outcome_counts
