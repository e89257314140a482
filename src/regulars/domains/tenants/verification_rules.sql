-- name: rules
-- The day that it is where the tenant is, by the clock of the database.
SELECT s.time_zone, (now() AT TIME ZONE s.time_zone)::date AS today,
       r.kept_days, r.wait_days, r.age_limits, r.version
  FROM tenants.settings s
  LEFT JOIN tenants.verification_rules r ON r.tenant_id = s.tenant_id
 WHERE s.tenant_id = :tenant_id

-- name: keep
-- Two who change the rules at once: the second one saw what is no longer so.
INSERT INTO tenants.verification_rules AS r (tenant_id, kept_days, wait_days, age_limits)
VALUES (:tenant_id, :kept_days, :wait_days, :age_limits)
ON CONFLICT (tenant_id) DO UPDATE
   SET kept_days = excluded.kept_days, wait_days = excluded.wait_days,
       age_limits = excluded.age_limits, version = r.version + 1, changed_at = now()
 WHERE r.version = :version
