-- One row per suspension for misuse imposed in the period.
SELECT ground FROM accepted_suspensions WHERE in_period(imposed_at)
