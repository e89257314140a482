-- name: channel
SELECT id, kind, provider, version, key_id, wrapped, sealed, tested_at, test_fault
  FROM tenants.channels
 WHERE tenant_id = :tenant_id AND kind = :kind

-- name: channels
SELECT id, kind, provider, version, key_id, wrapped, sealed, tested_at, test_fault
  FROM tenants.channels
 WHERE tenant_id = :tenant_id
 ORDER BY kind DESC

-- name: kinds
SELECT kind FROM tenants.channels WHERE tenant_id = :tenant_id

-- name: set_channel
-- Under a new key each time: the old secret opens nothing any more.
INSERT INTO tenants.channels (
    tenant_id, kind, id, provider, version, key_id, wrapped, sealed)
VALUES (:tenant_id, :kind, :id, :provider, :version, :key_id, :wrapped, :sealed)
ON CONFLICT (tenant_id, kind) DO UPDATE
   SET id = excluded.id, provider = excluded.provider, version = excluded.version,
       key_id = excluded.key_id, wrapped = excluded.wrapped, sealed = excluded.sealed,
       tested_at = NULL, test_fault = NULL, updated_at = now()

-- name: remove_channel
DELETE FROM tenants.channels WHERE tenant_id = :tenant_id AND kind = :kind

-- name: note_test
UPDATE tenants.channels
   SET tested_at = now(), test_fault = :fault
 WHERE tenant_id = :tenant_id AND kind = :kind AND id = :id AND version = :version

-- name: names
SELECT ref, name FROM tenants.directory WHERE id = :tenant_id
