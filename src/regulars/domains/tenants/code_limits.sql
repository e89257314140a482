-- name: limits
SELECT codes_a_day, default_country, served_countries
  FROM tenants.settings
 WHERE tenant_id = :tenant_id

-- name: change
UPDATE tenants.settings
   SET codes_a_day = :codes_a_day, served_countries = :served_countries::text[],
       version = version + 1, updated_at = now()
 WHERE tenant_id = :tenant_id
RETURNING version
