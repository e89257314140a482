-- name: set_state
UPDATE customers.customers
   SET state = :state, sealed = :sealed, updated_at = now(), version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version, updated_at
