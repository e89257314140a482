-- name: detach
WITH released AS (
    UPDATE customers.identifiers
       SET released_at = now()
     WHERE tenant_id = :tenant_id AND customer_id = :id AND kind = :kind AND token = :token
       AND released_at IS NULL
    RETURNING customer_id
)
UPDATE customers.customers c
   SET phone_verified_at = CASE :kind WHEN 'phone' THEN NULL ELSE c.phone_verified_at END,
       email_verified_at = CASE :kind WHEN 'email' THEN NULL ELSE c.email_verified_at END,
       sealed = :sealed, tokens = :tokens, token_epoch = :token_epoch,
       version = c.version + 1, updated_at = now()
  FROM released
 WHERE c.tenant_id = :tenant_id AND c.id = released.customer_id
RETURNING c.version
