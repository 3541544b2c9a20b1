SELECT
  l.*,
  l.devices >= $devices AND l.days >= $days AS counts,
  CASE WHEN k.status IN ('confirmed', 'rejected') THEN k.status END AS decision,
  count(*) OVER () AS total
FROM learned_networks l
LEFT JOIN known_networks k ON k.prefix = l.prefix
WHERE ($prefix IS NULL OR l.prefix = $prefix)
  AND ($which = 'all'
    OR l.devices >= $devices AND l.days >= $days
      AND ($which = 'counting' OR k.status IS NULL OR k.status NOT IN ('confirmed', 'rejected')))
ORDER BY l.devices DESC, l.days DESC, l.events DESC, l.prefix
LIMIT $limit OFFSET $offset
