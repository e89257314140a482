-- name: version
SELECT version FROM tenants.settings WHERE tenant_id = :tenant_id

-- name: lock
SELECT version FROM tenants.settings
 WHERE tenant_id = :tenant_id
   FOR UPDATE
