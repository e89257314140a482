-- name: set_state
UPDATE customers.customers
   SET state = :state, suspended_until = :until, sealed = :sealed, updated_at = now(),
       version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version, updated_at

-- name: now
-- Suspensions end by this clock.
SELECT now() FROM customers.customers WHERE tenant_id = :tenant_id AND id = :id
