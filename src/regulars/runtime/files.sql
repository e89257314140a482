-- name: begin
INSERT INTO runtime.files (tenant_id, id, name, media_type, key_id, wrapped)
VALUES (:tenant_id, :id, :name, :media_type, :key_id, :wrapped)

-- name: one
SELECT id, name, media_type, key_id, wrapped, pieces, size_bytes, made_at, expires_at
  FROM runtime.files
 WHERE tenant_id = :tenant_id AND id = :id AND expires_at > now()

-- name: piece
SELECT p.sealed
  FROM runtime.file_pieces p
  JOIN runtime.files f ON f.tenant_id = p.tenant_id AND f.id = p.file_id
 WHERE p.tenant_id = :tenant_id AND p.file_id = :file_id AND p.place = :place
   AND f.expires_at > now()

-- name: keep
-- No key stands here: what is in it opens with the person's own.
INSERT INTO runtime.files (
    tenant_id, id, name, media_type, key_id, wrapped, pieces, size_bytes, made_at, expires_at)
VALUES (
    :tenant_id, :id, :name, :media_type, :key_id, ''::bytea, :pieces, :size_bytes, now(),
    now() + make_interval(days => :days))

-- name: keep_piece
INSERT INTO runtime.file_pieces (tenant_id, file_id, place, sealed)
VALUES (:tenant_id, :file_id, :place, :sealed)

-- name: let_go
-- Never later than it was to go anyway.
UPDATE runtime.files
   SET expires_at = least(expires_at, now() + make_interval(days => :days))
 WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[])
