-- name: proven_by
-- Identifiers are the whole shop's; the record may be another branch's, and is then not seen.
SELECT coalesce(c.merged_into, i.customer_id)
  FROM customers.identifiers i
  LEFT JOIN customers.customers c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id
 WHERE i.tenant_id = :tenant_id AND i.kind = :kind AND i.token = :token
   AND i.verified_at IS NOT NULL AND i.released_at IS NULL
