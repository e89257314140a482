-- name: held_elsewhere
SELECT true FROM customers.identifiers
 WHERE tenant_id = :tenant_id AND token = :token AND kind = :kind
   AND verified_at IS NOT NULL AND released_at IS NULL AND customer_id <> :customer_id

-- name: prove_identifier
UPDATE customers.identifiers
   SET verified_at = :proven_at
 WHERE tenant_id = :tenant_id AND customer_id = :customer_id AND kind = :kind AND token = :token
   AND released_at IS NULL

-- name: prove_customer
UPDATE customers.customers
   SET phone_verified_at = CASE WHEN :kind = 'phone' THEN :proven_at::timestamptz
                                ELSE phone_verified_at END,
       email_verified_at = CASE WHEN :kind = 'email' THEN :proven_at::timestamptz
                                ELSE email_verified_at END,
       updated_at = now(), version = version + 1
 WHERE tenant_id = :tenant_id AND id = :customer_id
RETURNING version
