-- name: add
INSERT INTO identity.api_keys (
    tenant_id, id, name, hint, secret_hash, scopes, created_by, expires_at, kind)
VALUES (:tenant_id, :id, :name, :hint, :secret_hash, :scopes, :created_by, :expires_at, :kind)
RETURNING id, name, hint, scopes, created_at, last_used_at, expires_at, revoked_at, kind

-- name: one
SELECT id, name, hint, scopes, created_at, last_used_at, expires_at, revoked_at, kind
  FROM identity.api_keys
 WHERE tenant_id = :tenant_id AND id = :id
   FOR UPDATE

-- name: living_maker
-- Held until the new key is there: whoever revokes the maker waits, and then finds the new one.
SELECT id FROM identity.api_keys
 WHERE tenant_id = :tenant_id AND id = :id AND revoked_at IS NULL
   FOR SHARE

-- name: revoke
-- The key and its descendants, as far as they still work. It waits for those that are making
-- another one, and does not see that one yet: asked again, it does.
WITH RECURSIVE family AS (
    SELECT k.id FROM identity.api_keys k
     WHERE k.tenant_id = :tenant_id AND k.id = :id
     UNION
    SELECT k.id FROM identity.api_keys k
      JOIN family f ON k.created_by = f.id
     WHERE k.tenant_id = :tenant_id
)
UPDATE identity.api_keys
   SET revoked_at = now()
 WHERE tenant_id = :tenant_id
   AND id IN (SELECT f.id FROM family f)
   AND revoked_at IS NULL
RETURNING id, name, hint, scopes, created_at, last_used_at, expires_at, revoked_at, kind

-- name: recognise
-- Expiry is judged by the database's clock.
SELECT id, name, hint, scopes, created_at, last_used_at, expires_at, revoked_at, kind,
       coalesce(last_used_at < now() - interval '1 minute', true) AS is_use_stale
  FROM identity.api_keys
 WHERE tenant_id = :tenant_id
   AND secret_hash = :secret_hash
   AND revoked_at IS NULL
   AND (expires_at IS NULL OR expires_at > now())

-- name: note_use
-- Skipped while somebody else notes it: a busy key must not queue its own requests.
UPDATE identity.api_keys
   SET last_used_at = now()
 WHERE tenant_id = :tenant_id
   AND id = (SELECT k.id FROM identity.api_keys k
              WHERE k.tenant_id = :tenant_id AND k.id = :id FOR UPDATE SKIP LOCKED)

-- name: newest
SELECT id, name, hint, scopes, created_at, last_used_at, expires_at, revoked_at, kind, created_by
  FROM identity.api_keys
 WHERE tenant_id = :tenant_id
 ORDER BY revoked_at IS NOT NULL, created_at DESC, id
 LIMIT :most

-- name: living_made_by
-- Those made with the keys too.
WITH RECURSIVE family AS (
    SELECT k.id FROM identity.api_keys k
     WHERE k.tenant_id = :tenant_id AND k.created_by = :maker_id
     UNION
    SELECT k.id FROM identity.api_keys k
      JOIN family f ON k.created_by = f.id
     WHERE k.tenant_id = :tenant_id
)
SELECT count(*)
  FROM identity.api_keys k
  JOIN family f ON f.id = k.id
 WHERE k.tenant_id = :tenant_id
   AND k.revoked_at IS NULL
   AND (k.expires_at IS NULL OR k.expires_at > now())
