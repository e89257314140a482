-- name: keys
SELECT s.id, s.person_key_id, k.wrapped
  FROM identity.staff s
  JOIN vault.person_keys k ON k.tenant_id = s.tenant_id AND k.id = s.person_key_id
 WHERE s.tenant_id = :tenant_id AND s.id = ANY (:ids::uuid[])

-- name: email_is_anothers
SELECT EXISTS (
    SELECT FROM identity.staff
     WHERE tenant_id = :tenant_id AND email_token = :email_token
       AND state <> 'closed' AND id <> :id)

-- name: phone_is_anothers
SELECT EXISTS (
    SELECT FROM identity.staff
     WHERE tenant_id = :tenant_id AND phone_token = :phone_token
       AND state <> 'closed' AND id <> :id)

-- name: end_every_session
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND staff_id = :id AND ended_at IS NULL

-- name: change
UPDATE identity.staff
   SET role = :role, branch_ids = :branch_ids, language = :language, sealed = :sealed,
       email_token = :email_token, phone_token = :phone_token, token_epoch = :token_epoch,
       -- A password goes with an e-mail.
       password_hash = CASE WHEN :email_token::bytea IS NULL THEN NULL ELSE password_hash END,
       version = version + 1, edited_version = version + 1, changed_at = clock_timestamp()
 WHERE tenant_id = :tenant_id AND id = :id

-- name: end_misplaced_sessions
-- A session stands in one branch or sees them all. Where the account may not be any more it ends,
-- and does not come back when the branch does.
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND staff_id = :id AND ended_at IS NULL
   AND (branch_id IS NULL OR branch_id <> ALL (:branch_ids::uuid[]))
