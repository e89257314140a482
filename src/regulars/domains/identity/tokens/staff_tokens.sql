-- name: lock_session
-- One refresh of a sign-in at a time. The next statement sees what the one before it did.
SELECT s.id
  FROM identity.sessions s
 WHERE s.tenant_id = :tenant_id
   AND s.id = (SELECT t.session_id FROM identity.staff_refresh_tokens t
                WHERE t.tenant_id = :tenant_id AND t.secret_hash = :secret_hash)
   FOR UPDATE

-- name: token
SELECT t.seq, t.used_at IS NULL AS is_unused,
       coalesce(t.used_at <= clock_timestamp() - :grace::interval, false) AS is_over
  FROM identity.staff_refresh_tokens t
 WHERE t.tenant_id = :tenant_id AND t.secret_hash = :secret_hash

-- name: use
UPDATE identity.staff_refresh_tokens
   SET used_at = clock_timestamp()
 WHERE tenant_id = :tenant_id AND secret_hash = :secret_hash AND used_at IS NULL

-- name: add
-- Within the grace the successor is there already.
INSERT INTO identity.staff_refresh_tokens (tenant_id, secret_hash, session_id, seq)
VALUES (:tenant_id, :secret_hash, :session_id, :seq)
ON CONFLICT (tenant_id, secret_hash) DO NOTHING

-- name: end
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND ended_at IS NULL
