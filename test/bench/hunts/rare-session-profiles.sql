WITH profiles AS (
  SELECT f.user_key, a.source_as_number, a.source_country_iso_code, c.client_name, c.os_name, count(*) AS events
  FROM (
    SELECT user_key, address_key, client_key, count(*) AS events FROM event_facts
    WHERE event_outcome = 'success' AND user_key IS NOT NULL GROUP BY ALL
  ) f
  JOIN addresses a ON a.address_key = f.address_key
  LEFT JOIN clients c ON c.client_key = f.client_key
  GROUP BY ALL
)
SELECT * FROM (SELECT *, max(events) OVER (PARTITION BY user_key) AS most FROM profiles) WHERE events < 10 AND most > events
