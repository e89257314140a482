-- name: add_addresses
INSERT INTO customers.addresses (
    tenant_id, id, customer_id, branch_refs, kind, city, country, cell, person_key_id, sealed)
SELECT :tenant_id, g.id, g.customer_id, '{}', 'home', g.city, 'OM', g.cell, g.person_key_id, g.sealed
  FROM unnest(:ids::uuid[], :customer_ids::uuid[], :cities::text[], :cells::text[],
              :person_key_ids::uuid[], :seals::bytea[])
       AS g (id, customer_id, city, cell, person_key_id, sealed)

-- name: set_defaults
UPDATE customers.customers c
   SET default_address_id = g.id
  FROM unnest(:customer_ids::uuid[], :ids::uuid[]) AS g (customer_id, id)
 WHERE c.tenant_id = :tenant_id AND c.id = g.customer_id
