-- name: current
SELECT name, made_at, retired_at FROM identity.signing_keys
 WHERE tenant_id = :tenant_id AND retired_at IS NULL

-- name: shown
SELECT name, made_at, retired_at FROM identity.signing_keys
 WHERE tenant_id = :tenant_id
   AND (retired_at IS NULL OR retired_at > clock_timestamp() - :after::interval)
 ORDER BY made_at DESC, name
 LIMIT :most

-- name: make
-- One in use at a time: two processes that both need the first one make one.
INSERT INTO identity.signing_keys (tenant_id, name)
VALUES (:tenant_id, :name)
ON CONFLICT (tenant_id) WHERE retired_at IS NULL DO NOTHING

-- name: retire
UPDATE identity.signing_keys
   SET retired_at = clock_timestamp()
 WHERE tenant_id = :tenant_id AND retired_at IS NULL
   AND made_at <= clock_timestamp() - :age::interval
   AND (:only::text IS NULL OR name = :only)
RETURNING name
