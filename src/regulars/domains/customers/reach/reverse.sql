-- name: by_link
SELECT id, customer_id, kind, sealed, proven_at, changed_at, reversible_until
  FROM customers.identifier_changes
 WHERE tenant_id = :tenant_id AND secret_hash = :secret_hash
   AND reversed_at IS NULL AND voided_at IS NULL AND reversible_until > clock_timestamp()

-- name: first_after
SELECT id, customer_id, kind, sealed, proven_at, changed_at, reversible_until
  FROM customers.identifier_changes
 WHERE tenant_id = :tenant_id AND customer_id = :customer_id AND kind = :kind
   AND (changed_at, id) > (:since, :id::uuid) AND reversed_at IS NULL AND voided_at IS NULL
 ORDER BY changed_at, id
 LIMIT 1

-- name: use
UPDATE customers.identifier_changes
   SET reversed_at = now()
 WHERE tenant_id = :tenant_id AND id = :id
   AND reversed_at IS NULL AND voided_at IS NULL AND reversible_until > clock_timestamp()
RETURNING id

-- name: void_later
-- Whatever came after the change that was undone is undone with it, of either kind.
UPDATE customers.identifier_changes
   SET voided_at = now()
 WHERE tenant_id = :tenant_id AND customer_id = :customer_id
   AND (changed_at, id) > (:since, :id::uuid) AND reversed_at IS NULL AND voided_at IS NULL

-- name: void
UPDATE customers.identifier_changes
   SET voided_at = now()
 WHERE tenant_id = :tenant_id AND customer_id = :customer_id AND kind = :kind
   AND reversed_at IS NULL AND voided_at IS NULL
