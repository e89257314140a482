-- name: prune_sessions
DELETE FROM identity.sessions
 WHERE tenant_id = :tenant_id
   AND id IN (
       SELECT id
         FROM identity.sessions
        WHERE tenant_id = :tenant_id
          AND coalesce(ended_at, expires_at) < now() - interval '30 days'
        LIMIT :most)

-- name: prune_attempts
DELETE FROM identity.sign_in_attempts
 WHERE tenant_id = :tenant_id
   AND guarded IN (
       SELECT guarded
         FROM identity.sign_in_attempts
        WHERE tenant_id = :tenant_id AND window_from < now() - interval '1 day'
        LIMIT :most)

-- name: prune_search_misses
DELETE FROM identity.search_misses
 WHERE tenant_id = :tenant_id
   AND credential_id IN (
       SELECT credential_id
         FROM identity.search_misses
        WHERE tenant_id = :tenant_id AND window_from < now() - interval '1 day'
        LIMIT :most)

-- name: prune_account_sessions
DELETE FROM identity.account_sessions
 WHERE tenant_id = :tenant_id
   AND id IN (
       SELECT id
         FROM identity.account_sessions
        WHERE tenant_id = :tenant_id
          AND (expires_at < now() - interval '30 days' OR ended_at < now() - interval '30 days')
        LIMIT :most)

-- name: prune_staff_devices
DELETE FROM identity.staff_devices
 WHERE tenant_id = :tenant_id
   AND (secret_hash, staff_id) IN (
       SELECT secret_hash, staff_id
         FROM identity.staff_devices
        WHERE tenant_id = :tenant_id AND last_seen_at < now() - interval '400 days'
        LIMIT :most)

-- name: prune_devices
-- Forgotten, or not seen for as long as a browser keeps a cookie; sign-ins that name one go first.
DELETE FROM identity.devices
 WHERE tenant_id = :tenant_id
   AND id IN (
       SELECT d.id
         FROM identity.devices d
        WHERE d.tenant_id = :tenant_id
          AND (d.ended_at < now() - interval '30 days'
               OR d.last_seen_at < now() - interval '400 days')
          AND NOT EXISTS (SELECT FROM identity.account_sessions s
                           WHERE s.tenant_id = :tenant_id AND s.device_id = d.id)
        LIMIT :most)

-- name: prune_invitations
DELETE FROM identity.invitations
 WHERE tenant_id = :tenant_id
   AND id IN (
       SELECT id
         FROM identity.invitations
        WHERE tenant_id = :tenant_id
          AND coalesce(accepted_at, cancelled_at, expires_at) < now() - interval '30 days'
        LIMIT :most)

-- name: prune_challenges
DELETE FROM identity.challenges
 WHERE tenant_id = :tenant_id
   AND id IN (
       SELECT id
         FROM identity.challenges
        WHERE tenant_id = :tenant_id AND created_at < now() - interval '2 days'
        LIMIT :most)

-- name: prune_code_failures
-- Kept long enough that waiting does not pay: a hundred in a row stop an account.
DELETE FROM identity.code_failures
 WHERE tenant_id = :tenant_id
   AND (subject, from_device) IN (
       SELECT subject, from_device
         FROM identity.code_failures
        WHERE tenant_id = :tenant_id AND last_at < now() - interval '90 days'
        LIMIT :most)

-- name: prune_peer_tries
DELETE FROM identity.peer_tries
 WHERE tenant_id = :tenant_id
   AND (peer, what) IN (
       SELECT peer, what
         FROM identity.peer_tries
        WHERE tenant_id = :tenant_id AND window_from < now() - interval '1 day'
        LIMIT :most)

-- name: prune_sends
-- Long after anybody asks why a code did not come.
DELETE FROM identity.sends
 WHERE tenant_id = :tenant_id
   AND id IN (
       SELECT id
         FROM identity.sends
        WHERE tenant_id = :tenant_id AND created_at < now() - interval '90 days'
        LIMIT :most)

-- name: prune_notices
DELETE FROM identity.notices
 WHERE tenant_id = :tenant_id
   AND id IN (
       SELECT id
         FROM identity.notices
        WHERE tenant_id = :tenant_id AND created_at < now() - interval '30 days'
        LIMIT :most)

-- name: prune_passkey_challenges
DELETE FROM identity.passkey_challenges
 WHERE tenant_id = :tenant_id
   AND (bound_to, purpose) IN (
       SELECT bound_to, purpose
         FROM identity.passkey_challenges
        WHERE tenant_id = :tenant_id AND created_at < now() - interval '1 hour'
        LIMIT :most)

-- name: prune_mailboxes
-- Ten times as long as one credit takes to come back.
DELETE FROM identity.prefix_credits
 WHERE tenant_id = :tenant_id
   AND prefix IN (
       SELECT prefix
         FROM identity.prefix_credits
        WHERE tenant_id = :tenant_id AND prefix ^@ '@'
          AND refilled_at < now() - interval '25 hours'
        LIMIT :most)
