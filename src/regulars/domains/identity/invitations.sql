-- fragment: columns
id, role, branch_ids, language, key_id, wrapped, sealed, invited_by, sent, created_at, expires_at,
expires_at > now() AS is_open

-- name: lock_email
-- Two invitations to one address wait for each other.
SELECT pg_advisory_xact_lock(hashtextextended(:tenant_id::text || :email_token::text, 7))

-- name: cancel_older
UPDATE identity.invitations
   SET cancelled_at = now()
 WHERE tenant_id = :tenant_id AND email_token = :email_token
   AND accepted_at IS NULL AND cancelled_at IS NULL

-- name: add
INSERT INTO identity.invitations (
    tenant_id, id, role, branch_ids, language, email_token, token_epoch, key_id, wrapped, sealed,
    secret_hash, invited_by, expires_at)
VALUES (:tenant_id, :id, :role, :branch_ids, :language, :email_token, :token_epoch, :key_id,
        :wrapped, :sealed, :secret_hash, :invited_by, now() + :lifetime::interval)

-- name: waiting
SELECT
-- include: columns
  FROM identity.invitations
 WHERE tenant_id = :tenant_id AND accepted_at IS NULL AND cancelled_at IS NULL
 ORDER BY created_at DESC, id DESC
 LIMIT :most

-- name: one
SELECT
-- include: columns
  FROM identity.invitations
 WHERE tenant_id = :tenant_id AND id = :id AND accepted_at IS NULL AND cancelled_at IS NULL
   FOR UPDATE

-- name: by_secret
-- Whoever invited has to be there still: what somebody gave who was shut out is void.
SELECT i.id, i.role, i.branch_ids, i.language, i.key_id, i.wrapped, i.sealed, i.invited_by, i.sent,
       i.created_at, i.expires_at, true AS is_open
  FROM identity.invitations i
  JOIN identity.staff s ON s.tenant_id = i.tenant_id AND s.id = i.invited_by
 WHERE i.tenant_id = :tenant_id AND i.secret_hash = :secret_hash
   AND i.accepted_at IS NULL AND i.cancelled_at IS NULL AND i.expires_at > now()
   AND s.state = 'active' AND s.role IN ('owner', 'admin')
   AND (i.role <> 'owner' OR s.role = 'owner')
   FOR UPDATE OF i

-- name: send_again
UPDATE identity.invitations
   SET secret_hash = :secret_hash, sent = sent + 1, expires_at = now() + :lifetime::interval
 WHERE tenant_id = :tenant_id AND id = :id

-- name: cancel
UPDATE identity.invitations
   SET cancelled_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND accepted_at IS NULL AND cancelled_at IS NULL

-- name: accept
UPDATE identity.invitations
   SET accepted_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND accepted_at IS NULL AND cancelled_at IS NULL
