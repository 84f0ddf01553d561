-- Where links led: the registrable domain; the page (host and first part of the path); each parameter, of which an affiliate's
-- identifier is one. Reads acts, hosts (host, domain) and shorteners
-- (domain): behind those stand many, and only the page tells which. Addresses without a host are no evidence.
CREATE TABLE landings AS
SELECT acct, moment, h.domain, h.host, CASE WHEN page = '' THEN NULL ELSE h.host || '/' || page END AS page, parameters
FROM (
    SELECT
        acct, moment,
        regexp_extract(address, '^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?([^/?#:@\\]+)', 1) AS host,
        lower(left(regexp_extract(address, '^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?(?://)?[^/?#]+/([^/?#]*)', 1), 100)) AS page,
        list_distinct(regexp_extract_all(left(address, 2000), '[?&]([a-zA-Z0-9_.-]{1,40}=[a-zA-Z0-9_.~%-]{2,80})', 1)) AS parameters
    FROM acts WHERE address IS NOT NULL
) JOIN hosts AS h USING (host)
WHERE h.domain <> '';

CREATE TEMP TABLE landed AS
SELECT acct, 'domain' AS kind, domain AS value, moment FROM landings ANTI JOIN shorteners USING (domain)
UNION ALL SELECT acct, 'page', page, moment FROM landings WHERE page IS NOT NULL
UNION ALL SELECT acct, 'affiliate', parameter, moment FROM (SELECT acct, moment, unnest(parameters) AS parameter FROM landings) WHERE NOT starts_with(parameter, 'utm_');

INSERT INTO uses
SELECT acct, kind, (hash(value) >> 1)::BIGINT, count(*), min(moment), max(moment) FROM landed GROUP BY acct, kind, value;

INSERT INTO things SELECT DISTINCT kind, (hash(value) >> 1)::BIGINT, value FROM landed;

DROP TABLE landed;
