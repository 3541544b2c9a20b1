-- Addresses in the evidence whose host belongs to a domain that an indicator names, or is a link as a gateway rewrote it.
WITH RECURSIVE
domains AS (SELECT DISTINCT registrable_domain AS domain FROM indicators WHERE kind IN ('url', 'domain')),
gateways AS (SELECT DISTINCT host FROM indicators WHERE kind = 'rewritten url'),
hosts AS MATERIALIZED (SELECT DISTINCT url_domain FROM urls WHERE url_domain IS NOT NULL),
-- A host and all that stands above it: a.b.c, b.c, c.
suffixes AS (
  SELECT url_domain, url_domain AS suffix FROM hosts
  UNION ALL
  SELECT url_domain, suffix[strpos(suffix, '.') + 1:] FROM suffixes WHERE strpos(suffix, '.') > 0
),
wanted AS (
  SELECT url_domain FROM suffixes WHERE suffix IN (FROM domains)
  UNION
  SELECT url_domain FROM hosts WHERE url_domain IN (FROM gateways)
)
SELECT w.url_key, w.url_original, w.url_domain
FROM urls w
JOIN wanted h ON h.url_domain = w.url_domain
ORDER BY w.url_key
