-- needs: f_measures
-- The period's measures that no order and no Art. 16 notice preceded, alike ones put together: one row per combination
-- of category, ground, automation and restrictions, with the number of decisions. Parts 5 and 6 are sums over it.
SELECT
    category, keyword, other_description, illegal, solely_automated_column,
    visibility_removal, visibility_disable, visibility_demoted, visibility_age_restricted,
    visibility_interaction_restricted, visibility_labelled, visibility_other,
    monetary_suspension, monetary_termination, monetary_other,
    provision_suspension, provision_termination, account_suspension, account_termination,
    count(*) AS decisions,
    sum(measures)::BIGINT AS measures
FROM f_measures
WHERE preceded_by = 'own_initiative'
GROUP BY ALL
