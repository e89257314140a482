-- name: insert
-- It is seen where its customer is seen.
INSERT INTO customers.addresses (
    tenant_id, id, customer_id, branch_refs, kind, city, country, cell, person_key_id, sealed)
SELECT :tenant_id, :id, c.id, c.branch_refs, :kind, :city, :country, :cell, :person_key_id, :sealed
  FROM customers.customers c
 WHERE c.tenant_id = :tenant_id AND c.id = :customer_id
RETURNING created_at

-- name: insert_first
INSERT INTO customers.addresses (
    tenant_id, id, customer_id, branch_refs, kind, city, country, cell, person_key_id, sealed)
SELECT :tenant_id, a.id, c.id, c.branch_refs, a.kind, a.city, a.country, a.cell, a.person_key_id,
       a.sealed
  FROM unnest(:ids::uuid[], :customer_ids::uuid[], :kinds::text[], :cities::text[],
              :countries::text[], :cells::text[], :person_keys::uuid[], :seals::bytea[])
    AS a (id, customer_id, kind, city, country, cell, person_key_id, sealed)
  JOIN customers.customers c ON c.tenant_id = :tenant_id AND c.id = a.customer_id

-- name: settle_first
UPDATE customers.customers c
   SET default_address_id = a.id, version = c.version + 1, updated_at = now(),
       completed_at = CASE WHEN a.completes THEN coalesce(c.completed_at, now())
                           ELSE c.completed_at END
  FROM unnest(:ids::uuid[], :customer_ids::uuid[], :completes::boolean[])
    AS a (id, customer_id, completes)
 WHERE c.tenant_id = :tenant_id AND c.id = a.customer_id
RETURNING c.id, c.version
