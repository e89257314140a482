-- name: holder
-- Who proved it and may sign in, which no company does; or, for a verification, the customer it is
-- about, if it is theirs.
SELECT coalesce(c.merged_into, c.id) AS customer_id
  FROM customers.identifiers i
  JOIN customers.customers c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id
 WHERE i.tenant_id = :tenant_id AND i.token = :token AND i.kind = :kind
   AND i.released_at IS NULL AND c.deleted_at IS NULL
   AND CASE WHEN :customer_id::uuid IS NULL THEN i.verified_at IS NOT NULL AND c.kind = 'person'
            ELSE coalesce(c.merged_into, c.id) = :customer_id::uuid END
 LIMIT 1
