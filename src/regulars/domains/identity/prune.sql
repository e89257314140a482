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

-- name: prune_refresh_tokens
DELETE FROM identity.refresh_tokens
 WHERE tenant_id = :tenant_id
   AND secret_hash IN (
       SELECT secret_hash
         FROM identity.refresh_tokens
        WHERE tenant_id = :tenant_id AND used_at < now() - interval '30 days'
        LIMIT :most)
