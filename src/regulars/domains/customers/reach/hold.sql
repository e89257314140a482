-- fragment: whole
       completed_at = CASE WHEN :completes::boolean THEN coalesce(completed_at, now())
                           ELSE completed_at END,
       sealed       = :sealed,
       tokens       = :tokens,
       token_epoch  = :token_epoch,
       version      = version + 1,
       updated_at   = now()
 WHERE tenant_id = :tenant_id AND id = :customer_id
RETURNING version, updated_at, completed_at

-- name: proven
SELECT token, customer_id FROM customers.identifiers
 WHERE tenant_id = :tenant_id AND token = ANY (:tokens::bytea[])
   AND verified_at IS NOT NULL AND released_at IS NULL

-- name: holder
SELECT customer_id FROM customers.identifiers
 WHERE tenant_id = :tenant_id AND kind = :kind AND token = :token
   AND verified_at IS NOT NULL AND released_at IS NULL

-- name: release
UPDATE customers.identifiers
   SET released_at = now()
 WHERE tenant_id = :tenant_id AND customer_id = :customer_id
   AND kind = :kind AND token = :token AND released_at IS NULL

-- name: take
-- Somebody who comes back to an old number has its row already, released.
INSERT INTO customers.identifiers AS i (tenant_id, customer_id, kind, token, token_epoch)
VALUES (:tenant_id, :customer_id, :kind, :token, :token_epoch)
ON CONFLICT (tenant_id, customer_id, kind, token) DO UPDATE
   SET released_at = NULL, verified_at = NULL, token_epoch = excluded.token_epoch

-- name: hold
-- The identifier and the customer's row say the same, in one statement.
WITH held AS (
    INSERT INTO customers.identifiers AS i (
        tenant_id, customer_id, kind, token, token_epoch, verified_at)
    VALUES (:tenant_id, :customer_id, :kind, :token, :token_epoch, :at::timestamptz)
    ON CONFLICT (tenant_id, customer_id, kind, token) DO UPDATE
       SET released_at = NULL, verified_at = excluded.verified_at,
           token_epoch = excluded.token_epoch
)
UPDATE customers.customers
   SET phone_verified_at = CASE WHEN :kind::text = 'phone' THEN :at::timestamptz ELSE phone_verified_at END,
       email_verified_at = CASE WHEN :kind::text = 'email' THEN :at::timestamptz ELSE email_verified_at END,
-- include: whole

-- name: without
UPDATE customers.customers
   SET phone_verified_at = CASE WHEN :kind::text = 'phone' THEN NULL ELSE phone_verified_at END,
       email_verified_at = CASE WHEN :kind::text = 'email' THEN NULL ELSE email_verified_at END,
-- include: whole
