-- name: lock
SELECT id, role, state, password_hash, email_token FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = :id
   FOR UPDATE

-- name: hash_of
SELECT password_hash FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'active'

-- name: set_password
UPDATE identity.staff
   SET password_hash = :password_hash, version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version

-- name: end_sessions
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id
   AND staff_id = :staff_id
   AND ended_at IS NULL
   AND (:apart_from::uuid IS NULL OR id <> :apart_from)
