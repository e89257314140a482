-- name: keep
INSERT INTO customers.avatars (tenant_id, customer_id, sealed)
VALUES (:tenant_id, :customer_id, :sealed)
ON CONFLICT (tenant_id, customer_id) DO UPDATE SET sealed = excluded.sealed, updated_at = now()

-- name: forget
DELETE FROM customers.avatars WHERE tenant_id = :tenant_id AND customer_id = :customer_id

-- name: picture
SELECT sealed FROM customers.avatars
 WHERE tenant_id = :tenant_id AND customer_id = :customer_id

-- name: mark
UPDATE customers.customers
   SET pictured_at = CASE WHEN :is_pictured::boolean THEN now() END,
       updated_at = now(), version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version, updated_at, pictured_at
