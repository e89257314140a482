-- name: rules
SELECT factor_asked_of, idle_minutes
  FROM identity.staff_rules
 WHERE tenant_id = :tenant_id

-- name: change
INSERT INTO identity.staff_rules AS r (tenant_id, factor_asked_of, idle_minutes, changed_at)
VALUES (:tenant_id, :factor_asked_of, :idle_minutes, clock_timestamp())
ON CONFLICT (tenant_id) DO UPDATE
   SET factor_asked_of = :factor_asked_of, idle_minutes = :idle_minutes, version = r.version + 1,
       changed_at = clock_timestamp()
RETURNING version
