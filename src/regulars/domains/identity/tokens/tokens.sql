-- name: lock_session
-- One refresh of a sign-in at a time. The next statement sees what the one before it did.
SELECT s.id
  FROM identity.account_sessions s
 WHERE s.tenant_id = :tenant_id
   AND s.id = (SELECT t.session_id FROM identity.refresh_tokens t
                WHERE t.tenant_id = :tenant_id AND t.secret_hash = :secret_hash)
   FOR UPDATE

-- name: token
SELECT t.seq, t.used_at IS NULL AS is_unused,
       coalesce(t.used_at <= clock_timestamp() - :grace::interval, false) AS is_over
  FROM identity.refresh_tokens t
 WHERE t.tenant_id = :tenant_id AND t.secret_hash = :secret_hash

-- name: use
UPDATE identity.refresh_tokens
   SET used_at = clock_timestamp()
 WHERE tenant_id = :tenant_id AND secret_hash = :secret_hash AND used_at IS NULL

-- name: add
-- Within the grace the successor is there already.
INSERT INTO identity.refresh_tokens (tenant_id, secret_hash, session_id, seq)
VALUES (:tenant_id, :secret_hash, :session_id, :seq)
ON CONFLICT (tenant_id, secret_hash) DO NOTHING
