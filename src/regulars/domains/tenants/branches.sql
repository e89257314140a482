-- name: add
INSERT INTO tenants.branches (
    tenant_id, id, name, name2, latitude_millionths, longitude_millionths)
VALUES (:tenant_id, :id, :name, :name2, :latitude_millionths, :longitude_millionths)
RETURNING id, name, name2, latitude_millionths, longitude_millionths, version, created_at,
          closed_at

-- name: change
UPDATE tenants.branches
   SET name = :name, name2 = :name2, latitude_millionths = :latitude_millionths,
       longitude_millionths = :longitude_millionths, version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING id, name, name2, latitude_millionths, longitude_millionths, version, created_at,
          closed_at

-- name: one
SELECT id, name, name2, latitude_millionths, longitude_millionths, version, created_at,
       closed_at
  FROM tenants.branches
 WHERE tenant_id = :tenant_id AND id = :id

-- name: one_locked
SELECT id, name, name2, latitude_millionths, longitude_millionths, version, created_at,
       closed_at
  FROM tenants.branches
 WHERE tenant_id = :tenant_id AND id = :id
   FOR UPDATE

-- name: all_branches
SELECT id, name, name2, latitude_millionths, longitude_millionths, version, created_at,
       closed_at
  FROM tenants.branches
 WHERE tenant_id = :tenant_id
 ORDER BY created_at, id
 LIMIT :most
