-- name: heard_lately
-- Those of apps: nobody remembers a browser's. What changed is told with its moment, and the rules of
-- the house stand under the house's own id.
WITH changed AS (
    (SELECT s.id, s.changed_at AS at
       FROM identity.sessions s
      WHERE s.tenant_id = :tenant_id AND s.changed_at > now() - :back::interval
        AND s.client = 'app' AND s.ended_at IS NULL
      ORDER BY s.changed_at DESC
      LIMIT :most)
    UNION ALL
    (SELECT s.id, s.ended_at
       FROM identity.sessions s
      WHERE s.tenant_id = :tenant_id AND s.ended_at > now() - :back::interval
        AND s.client = 'app'
      ORDER BY s.ended_at DESC
      LIMIT :most)
    UNION ALL
    (SELECT p.id, p.changed_at
       FROM identity.staff p
      WHERE p.tenant_id = :tenant_id AND p.changed_at > now() - :back::interval
      ORDER BY p.changed_at DESC
      LIMIT :most)
    UNION ALL
    SELECT r.tenant_id, r.changed_at
      FROM identity.staff_rules r
     WHERE r.tenant_id = :tenant_id AND r.changed_at > now() - :back::interval
), told AS (
    SELECT coalesce(array_agg(c.id), '{}') AS ids, coalesce(array_agg(c.at), '{}') AS moments
      FROM changed c
)
SELECT clock_timestamp() AS now, t.ids AS changed, t.moments,
       ARRAY(SELECT s.id
               FROM identity.account_sessions s
              WHERE s.tenant_id = :tenant_id AND s.ended_at > now() - :back::interval
                AND s.client = 'app'
              ORDER BY s.ended_at DESC
              LIMIT :most) AS ended
  FROM told t
