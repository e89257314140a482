-- name: eldest
-- A key that sees no phones must not make itself new budgets by making keys. What was made by one
-- that sees them anyway, or by a person, has a budget of its own.
WITH RECURSIVE line AS (
    SELECT k.id, k.created_by, 1 AS place
      FROM identity.api_keys k
     WHERE k.tenant_id = :tenant_id AND k.id = :id
     UNION ALL
    SELECT m.id, m.created_by, line.place + 1
      FROM line
      JOIN identity.api_keys m ON m.id = line.created_by
     WHERE m.tenant_id = :tenant_id AND :sees_phones::text <> ALL (m.scopes)
)
SELECT id FROM line ORDER BY place DESC LIMIT 1

-- name: budget_left
-- Read before every guarded search, hit or miss: once the budget is spent neither is told, or the
-- refusals themselves would say who is known.
SELECT misses,
       ceil(extract(epoch FROM window_from + :window::interval - now()))::integer AS wait_seconds
  FROM identity.search_misses
 WHERE tenant_id = :tenant_id
   AND credential_id = :credential_id
   AND window_from > now() - :window::interval

-- name: count_miss
-- The window starts anew once it has passed; the count never falls within it.
INSERT INTO identity.search_misses AS m (tenant_id, credential_id, window_from, misses)
VALUES (:tenant_id, :credential_id, now(), 1)
ON CONFLICT (tenant_id, credential_id) DO UPDATE
   SET window_from = CASE WHEN m.window_from <= now() - :window::interval
                          THEN now() ELSE m.window_from END,
       misses      = CASE WHEN m.window_from <= now() - :window::interval
                          THEN 1 ELSE m.misses + 1 END
RETURNING misses,
          ceil(extract(epoch FROM window_from + :window::interval - now()))::integer AS wait_seconds
