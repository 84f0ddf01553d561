-- Exposure aggregates that end in the period.
SELECT
    coalesce(surface, 'not recorded') AS surface,
    age_group,
    coalesce(phenomenon, 'all') AS phenomenon,
    views, sampled_views, sampled_violative_views, contacts, views_before_action, views_after_first_interaction, account_suggestions
FROM accepted_exposure
WHERE day_in_period(period_to)
