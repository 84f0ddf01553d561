-- needs: f_sexbot_measures
-- One row per registrable landing domain of measures tagged as sexbot spam, with what the ad register says of it. `searchable`:
-- the register has at least one entry with a landing domain; otherwise nothing could be searched.
-- `registrable_domains` has what the logs call a domain, and the domain that somebody registered (intake/derive/domains.py).
WITH register AS (
    SELECT h.domain AS domain,
           bool_or(lane = 'paid' AND NOT coalesce(removed, false)) AS paid,
           bool_or(lane = 'declared' AND NOT coalesce(removed, false)) AS declared,
           bool_or(coalesce(removed, false)) AS removed
    FROM accepted_advertisements AS a
    JOIN registrable_domains AS h ON h.host = a.landing_domain
    GROUP BY 1
)
SELECT
    h.domain AS domain,
    count(*) AS measures,
    EXISTS (SELECT 1 FROM register) AS searchable,
    coalesce(bool_or(r.paid), false) AS in_paid_register,
    coalesce(bool_or(r.declared), false) AS in_declared_register,
    coalesce(bool_or(r.removed), false) AS in_removed_entries
FROM f_sexbot_measures AS m
JOIN registrable_domains AS h ON h.host = m.landing_domain
LEFT JOIN register AS r ON r.domain = h.domain
GROUP BY 1
