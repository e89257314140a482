-- name: store_keys
INSERT INTO vault.person_keys (tenant_id, id, wrapped)
SELECT :tenant_id, k.id, k.wrapped
  FROM unnest(:ids::uuid[], :wrapped::bytea[]) AS k (id, wrapped)

-- name: load_keys
SELECT id, wrapped
  FROM vault.person_keys
 WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[])
