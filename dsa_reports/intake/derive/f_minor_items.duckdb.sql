-- The items of law/minor_items.toml with the best standing of the measures that name them on the last day of the period; none without a register.
WITH named AS (
    SELECT
        unnest(items) AS item,
        CASE
            WHEN to_date < getvariable('last_day') THEN NULL
            WHEN status IN ('in_place', 'partly') AND from_date > getvariable('last_day') THEN 'planned'
            ELSE status
        END AS standing
    FROM accepted_minor_measures
),
listed AS (SELECT unnest(getvariable('minor_items')) AS item)
SELECT
    listed.item.id AS id,
    listed.item.position AS position,
    listed.item.chapter AS chapter,
    listed.item.kind AS kind,
    listed.item.counts AS counts,
    CASE
        WHEN bool_or(coalesce(named.standing = 'in_place', false))       THEN 'in_place'
        WHEN bool_or(coalesce(named.standing = 'partly', false))         THEN 'partly'
        WHEN bool_or(coalesce(named.standing = 'planned', false))        THEN 'planned'
        WHEN bool_or(coalesce(named.standing = 'not_applicable', false)) THEN 'not_applicable'
        WHEN bool_or(coalesce(named.standing = 'rejected', false))       THEN 'rejected'
        ELSE 'missing'
    END AS state
FROM listed LEFT JOIN named ON named.item = listed.item.id
WHERE EXISTS (SELECT 1 FROM accepted_minor_measures)
GROUP BY ALL
