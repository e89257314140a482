-- name: prove
-- Both rows in one statement, so that neither is ever without the other.
WITH proven AS (
    UPDATE customers.identifiers
       SET verified_at = now()
     WHERE tenant_id = :tenant_id AND customer_id = :customer_id AND kind = :kind
       AND token = :token AND released_at IS NULL
    RETURNING customer_id
), before AS (
    SELECT CASE :kind WHEN 'phone' THEN phone_verified_at ELSE email_verified_at END IS NULL
           AS is_first
      FROM customers.customers
     WHERE tenant_id = :tenant_id AND id = :customer_id
)
UPDATE customers.customers c
   SET phone_verified_at = CASE :kind WHEN 'phone' THEN now() ELSE c.phone_verified_at END,
       email_verified_at = CASE :kind WHEN 'email' THEN now() ELSE c.email_verified_at END,
       version    = c.version + before.is_first::integer,
       updated_at = CASE WHEN before.is_first THEN now() ELSE c.updated_at END
  FROM proven, before
 WHERE c.tenant_id = :tenant_id AND c.id = proven.customer_id
RETURNING c.version, before.is_first
