-- name: change
UPDATE customers.addresses
   SET kind = :kind, city = :city, country = :country, cell = :cell, sealed = :sealed,
       version = version + 1, updated_at = now()
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version, updated_at

-- name: touch
UPDATE customers.addresses
   SET version = version + 1, updated_at = now()
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version, updated_at

-- name: mark_used
-- An older order that is told of late does not make the use older.
UPDATE customers.addresses
   SET used_at = greatest(used_at, :at::timestamptz)
 WHERE tenant_id = :tenant_id AND id = :id
