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

-- name: prune_staff_devices
DELETE FROM identity.staff_devices
 WHERE tenant_id = :tenant_id
   AND (secret_hash, staff_id) IN (
       SELECT secret_hash, staff_id
         FROM identity.staff_devices
        WHERE tenant_id = :tenant_id AND last_seen_at < now() - interval '400 days'
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
