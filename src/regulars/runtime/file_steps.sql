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

-- name: over
SELECT id FROM runtime.files
 WHERE tenant_id = :tenant_id AND expires_at <= now()
 ORDER BY expires_at
 LIMIT :most
   FOR UPDATE SKIP LOCKED

-- name: prune_pieces
DELETE FROM runtime.file_pieces WHERE tenant_id = :tenant_id AND file_id = ANY (:ids::uuid[])

-- name: prune
-- Its key stands in this row and nowhere else: what was sealed under it is closed for ever.
DELETE FROM runtime.files WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[])
