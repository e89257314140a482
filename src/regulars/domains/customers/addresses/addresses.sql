-- name: of_customer
SELECT a.id, a.customer_id, a.kind, a.city, a.country, a.cell, a.sealed, a.used_at, a.version,
       a.created_at, a.updated_at, a.deleted_at,
       (c.default_address_id = a.id) IS TRUE AS is_default
  FROM customers.customers c
  JOIN customers.addresses a ON a.tenant_id = c.tenant_id AND a.holder_id = c.id
 WHERE c.tenant_id = :tenant_id AND c.id = :customer_id
 LIMIT :most

-- name: one
-- Deleted ones too: whoever restores one has to find it.
SELECT a.id, a.customer_id, a.kind, a.city, a.country, a.cell, a.sealed, a.used_at, a.version,
       a.created_at, a.updated_at, a.deleted_at,
       (c.default_address_id = a.id) IS TRUE AS is_default
  FROM customers.addresses a
  JOIN customers.customers c ON c.tenant_id = a.tenant_id AND c.id = a.customer_id
 WHERE a.tenant_id = :tenant_id AND a.id = :id AND a.customer_id = :customer_id

-- name: deleted
SELECT a.id, a.customer_id, a.kind, a.city, a.country, a.cell, a.sealed, a.used_at, a.version,
       a.created_at, a.updated_at, a.deleted_at, false AS is_default
  FROM customers.addresses a
 WHERE a.tenant_id = :tenant_id AND a.customer_id = :customer_id AND a.deleted_at IS NOT NULL
 ORDER BY a.deleted_at DESC, a.id DESC
 LIMIT :most

-- name: customer_with_addresses
-- The hottest read of all, so customer and addresses come in one round trip: a row an address,
-- and one without for a customer who has none.
-- include: rows.columns
       , a.id AS address_id, a.kind AS address_kind, a.city AS address_city,
       a.country AS address_country, a.cell AS address_cell, a.sealed AS address_sealed,
       a.used_at AS address_used_at, a.version AS address_version,
       a.created_at AS address_created_at, a.updated_at AS address_updated_at
-- include: rows.source
  LEFT JOIN customers.addresses a ON a.tenant_id = c.tenant_id AND a.holder_id = c.id
 WHERE c.tenant_id = :tenant_id AND c.id = :id
 LIMIT :most
