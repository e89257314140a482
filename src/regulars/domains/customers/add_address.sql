-- name: insert
-- It is seen where its customer is seen.
INSERT INTO customers.addresses (
    tenant_id, id, customer_id, branch_refs, kind, city, country, cell, person_key_id, sealed)
SELECT :tenant_id, :id, c.id, c.branch_refs, :kind, :city, :country, :cell, :person_key_id, :sealed
  FROM customers.customers c
 WHERE c.tenant_id = :tenant_id AND c.id = :customer_id
RETURNING created_at
