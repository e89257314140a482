-- name: add
INSERT INTO tenants.branches (tenant_id, id, name, name2, latitude, longitude)
VALUES (:tenant_id, :id, :name, :name2, :latitude, :longitude)
RETURNING id, name, name2, latitude, longitude, version, created_at, closed_at

-- name: change
UPDATE tenants.branches
   SET name = :name, name2 = :name2, latitude = :latitude, longitude = :longitude,
       version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING id, name, name2, latitude, longitude, version, created_at, closed_at

-- name: one
SELECT id, name, name2, latitude, longitude, version, created_at, closed_at
  FROM tenants.branches
 WHERE tenant_id = :tenant_id AND id = :id

-- name: one_locked
SELECT id, name, name2, latitude, longitude, version, created_at, closed_at
  FROM tenants.branches
 WHERE tenant_id = :tenant_id AND id = :id
   FOR UPDATE

-- name: all_branches
SELECT id, name, name2, latitude, longitude, version, created_at, closed_at
  FROM tenants.branches
 WHERE tenant_id = :tenant_id
 ORDER BY created_at, id
 LIMIT :most
