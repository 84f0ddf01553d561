-- needs: f_sexbot_measures
-- One row per landing domain of measures tagged as sexbot spam, with what the ad register says of it. `searchable`:
-- the register has at least one entry with a landing domain; otherwise nothing could be searched.
WITH register AS (
    SELECT lower(landing_domain) AS domain,
           bool_or(lane = 'paid' AND NOT coalesce(removed, false)) AS paid,
           bool_or(lane = 'declared' AND NOT coalesce(removed, false)) AS declared,
           bool_or(coalesce(removed, false)) AS removed
    FROM accepted_advertisements
    WHERE landing_domain IS NOT NULL
    GROUP BY 1
)
SELECT
    lower(m.landing_domain) AS domain,
    count(*) AS measures,
    EXISTS (SELECT 1 FROM register) AS searchable,
    coalesce(bool_or(r.paid), false) AS in_paid_register,
    coalesce(bool_or(r.declared), false) AS in_declared_register,
    coalesce(bool_or(r.removed), false) AS in_removed_entries
FROM f_sexbot_measures AS m
LEFT JOIN register AS r ON r.domain = lower(m.landing_domain)
WHERE m.landing_domain IS NOT NULL
GROUP BY 1
