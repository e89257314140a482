-- fragment: opened
SELECT s.id, s.role, s.branch_ids, s.state, s.language, s.version, s.created_at,
       s.last_sign_in_at, s.edited_version, s.password_hash IS NOT NULL AS has_password,
       s.person_key_id, s.sealed, k.wrapped
  FROM identity.staff s
  JOIN vault.person_keys k ON k.tenant_id = s.tenant_id AND k.id = s.person_key_id
 WHERE s.tenant_id = :tenant_id

-- name: email_is_known
SELECT EXISTS (
    SELECT FROM identity.staff WHERE tenant_id = :tenant_id AND email_token = :email_token
       AND state <> 'closed')

-- name: phone_is_known
SELECT EXISTS (
    SELECT FROM identity.staff WHERE tenant_id = :tenant_id AND phone_token = :phone_token
       AND state <> 'closed')

-- name: by_email
SELECT id FROM identity.staff
 WHERE tenant_id = :tenant_id AND email_token = :email_token AND state <> 'closed'

-- name: add
INSERT INTO identity.staff (
    tenant_id, id, role, branch_ids, language, person_key_id, sealed, email_token, phone_token,
    token_epoch, password_hash)
VALUES (
    :tenant_id, :id, :role, :branch_ids, :language, :person_key_id, :sealed, :email_token,
    :phone_token, :token_epoch, :password_hash)
RETURNING id, role, branch_ids, state, language, version, created_at, last_sign_in_at,
          edited_version, password_hash IS NOT NULL AS has_password

-- name: void_invitations
UPDATE identity.invitations
   SET cancelled_at = now()
 WHERE tenant_id = :tenant_id AND (email_token = :email_token OR phone_token = :phone_token)
   AND accepted_at IS NULL AND cancelled_at IS NULL
RETURNING id

-- name: lock_owners
SELECT id FROM identity.staff
 WHERE tenant_id = :tenant_id AND role = 'owner'
 ORDER BY id
   FOR UPDATE

-- name: lock
SELECT id, role, state, password_hash IS NOT NULL AS has_password, email_token, phone_token
  FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = :id
   FOR UPDATE

-- name: other_active_owners
SELECT count(*) FROM identity.staff
 WHERE tenant_id = :tenant_id AND role = 'owner' AND state = 'active' AND id <> :id

-- name: set_state
UPDATE identity.staff
   SET state = :state, version = version + 1, changed_at = clock_timestamp()
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version

-- name: end_sessions
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND ended_at IS NULL

-- name: everybody
-- include: opened
 ORDER BY s.created_at, s.id
 LIMIT :most

-- name: roles
SELECT id, role FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[])

-- name: some
-- include: opened
   AND s.id = ANY (:ids::uuid[])
