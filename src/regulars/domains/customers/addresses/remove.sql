-- name: mark_deleted
UPDATE customers.addresses
   SET deleted_at = now(), updated_at = now(), version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version, deleted_at

-- name: unmark_deleted
UPDATE customers.addresses
   SET deleted_at = NULL, updated_at = now(), version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version, updated_at
