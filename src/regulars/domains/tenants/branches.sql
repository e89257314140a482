-- name: add
INSERT INTO tenants.branches (tenant_id, id, name, name2)
VALUES (:tenant_id, :id, :name, :name2)
RETURNING id, name, name2, version, created_at, closed_at

-- name: rename
UPDATE tenants.branches
   SET name = :name, name2 = :name2, version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING id, name, name2, version, created_at, closed_at

-- name: one
SELECT id, name, name2, version, created_at, closed_at
  FROM tenants.branches
 WHERE tenant_id = :tenant_id AND id = :id

-- name: one_locked
SELECT id, name, name2, version, created_at, closed_at
  FROM tenants.branches
 WHERE tenant_id = :tenant_id AND id = :id
   FOR UPDATE

-- name: all_branches
SELECT id, name, name2, version, created_at, closed_at
  FROM tenants.branches
 WHERE tenant_id = :tenant_id
 ORDER BY created_at, id
 LIMIT :most
