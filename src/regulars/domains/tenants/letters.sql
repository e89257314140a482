-- name: keep
INSERT INTO tenants.letters (tenant_id, id, provider, letter_key, key_id, wrapped, sealed)
VALUES (:tenant_id, :id, :provider, :letter_key, :key_id, :wrapped, :sealed)
ON CONFLICT (tenant_id, provider, letter_key) DO NOTHING

-- name: take
UPDATE tenants.letters
   SET read_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND read_at IS NULL
RETURNING provider, key_id, wrapped, sealed

-- name: prune
-- As long as a provider may tell the same again.
DELETE FROM tenants.letters
 WHERE tenant_id = :tenant_id
   AND id IN (
       SELECT id
         FROM tenants.letters
        WHERE tenant_id = :tenant_id AND received_at < now() - interval '7 days'
        LIMIT :most)
