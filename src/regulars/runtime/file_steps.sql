-- name: append
INSERT INTO runtime.file_pieces (tenant_id, file_id, place, sealed)
VALUES (:tenant_id, :file_id, :place, :sealed)

-- name: grow
UPDATE runtime.files SET pieces = :pieces, size_bytes = :size_bytes
 WHERE tenant_id = :tenant_id AND id = :id AND made_at IS NULL

-- name: finish
UPDATE runtime.files SET made_at = now(), expires_at = now() + interval '24 hours'
 WHERE tenant_id = :tenant_id AND id = :id AND made_at IS NULL

-- name: drop
UPDATE runtime.files SET expires_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND made_at IS NULL

-- name: prune
-- With its key, its pieces and what was asked of it, which go by their foreign keys.
DELETE FROM runtime.files
 WHERE tenant_id = :tenant_id
   AND id IN (SELECT f.id FROM runtime.files f
               WHERE f.tenant_id = :tenant_id AND f.expires_at <= now()
               ORDER BY f.expires_at LIMIT :most)
