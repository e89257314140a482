-- name: in_cells
-- Cells are compared as ranges of text, which row security lets an index do; how near exactly is
-- measured on the pin, once it is opened.
SELECT a.id, a.customer_id, a.kind, a.city, a.country, a.cell, a.sealed, a.used_at, a.version,
       a.created_at, a.updated_at, a.deleted_at, k.id AS key_id, k.wrapped,
       (c.default_address_id = a.id) IS TRUE AS is_default
  FROM unnest(:lowest::text[], :highest::text[]) AS r (lowest, highest)
  JOIN customers.addresses a
    ON a.tenant_id = :tenant_id AND a.cell >= r.lowest AND a.cell <= r.highest
   AND a.deleted_at IS NULL
  JOIN customers.customers c
    ON c.tenant_id = a.tenant_id AND c.id = a.customer_id
   AND c.deleted_at IS NULL AND c.merged_into IS NULL
  JOIN vault.person_keys k ON k.tenant_id = a.tenant_id AND k.id = a.person_key_id
 LIMIT :most
