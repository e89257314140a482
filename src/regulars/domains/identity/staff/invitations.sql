-- fragment: columns
i.id, i.role, i.branch_ids, i.language, i.key_id, i.wrapped, i.sealed, i.invited_by, i.sent,
i.created_at, i.expires_at

-- name: lock_reached
-- Two invitations to one address or phone wait for each other.
SELECT identity.lock_codes(:tenant_id, ARRAY[:token::bytea])

-- name: add
INSERT INTO identity.invitations (
    tenant_id, id, role, branch_ids, language, email_token, phone_token, token_epoch, key_id, wrapped, sealed,
    secret_hash, invited_by, expires_at)
VALUES (:tenant_id, :id, :role, :branch_ids, :language, :email_token, :phone_token, :token_epoch,
        :key_id, :wrapped, :sealed, :secret_hash, :invited_by, now() + :lifetime::interval)

-- fragment: stands
(s.state = 'active' AND s.role IN ('owner', 'admin') AND (i.role <> 'owner' OR s.role = 'owner'))

-- name: waiting
SELECT
-- include: columns
, i.expires_at > now() AND EXISTS (
    SELECT FROM identity.staff s
     WHERE s.tenant_id = i.tenant_id AND s.id = i.invited_by AND
-- include: stands
    OFFSET 0) AS is_open
  FROM identity.invitations i
 WHERE i.tenant_id = :tenant_id AND i.accepted_at IS NULL AND i.cancelled_at IS NULL
 ORDER BY i.created_at DESC, i.id DESC
 LIMIT :most

-- name: one
SELECT
-- include: columns
, i.expires_at > now() AS is_open
  FROM identity.invitations i
 WHERE i.tenant_id = :tenant_id AND i.id = :id
   AND i.accepted_at IS NULL AND i.cancelled_at IS NULL
   FOR UPDATE

-- name: by_secret
-- Whoever invited has to be there still: what somebody gave who was shut out is void.
SELECT
-- include: columns
, true AS is_open
  FROM identity.invitations i
  JOIN identity.staff s ON s.tenant_id = i.tenant_id AND s.id = i.invited_by
 WHERE i.tenant_id = :tenant_id AND i.secret_hash = :secret_hash
   AND i.accepted_at IS NULL AND i.cancelled_at IS NULL AND i.expires_at > now()
   AND
-- include: stands
   FOR UPDATE OF i

-- name: send_again
-- It stands on the word of whoever sent it last: who invited first may be gone by now.
UPDATE identity.invitations
   SET secret_hash = :secret_hash, invited_by = :by, sent = sent + 1, expires_at = now() + :lifetime::interval
 WHERE tenant_id = :tenant_id AND id = :id

-- name: cancel
UPDATE identity.invitations
   SET cancelled_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND accepted_at IS NULL AND cancelled_at IS NULL

-- name: accept
UPDATE identity.invitations
   SET accepted_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND accepted_at IS NULL AND cancelled_at IS NULL
