-- name: alone
-- Who sets flags beside somebody else waits, and then sees what that one said.
SELECT pg_advisory_xact_lock(hashtextextended('tenants.flags' || :tenant_id::uuid::text, 0))

-- name: of_tenant
WITH rolled_out AS (
    SELECT DISTINCT ON (flag) flag, percent
      FROM tenants.rollouts
     ORDER BY flag, id DESC
),
chosen AS (
    SELECT flag, is_on, version
      FROM tenants.flags
     WHERE tenant_id = :tenant_id
)
SELECT flag, c.is_on, c.version, r.percent
  FROM rolled_out r
  FULL JOIN chosen c USING (flag)

-- name: choose
INSERT INTO tenants.flags AS f (tenant_id, flag, is_on)
VALUES (:tenant_id, :flag, :is_on)
ON CONFLICT (tenant_id, flag) DO UPDATE
   SET is_on = excluded.is_on, version = f.version + 1, changed_at = now()
RETURNING version
