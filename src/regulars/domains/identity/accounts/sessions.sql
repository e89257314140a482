-- fragment: columns
s.id, s.account_id, a.kind, a.holder_id, s.client, s.device_id, s.proven_at,
clock_timestamp() AS now, s.last_seen_at < now() - interval '1 minute' AS is_seen_stale

-- fragment: open_account
   AND (a.state = 'active' OR a.closed_until <= clock_timestamp())

-- fragment: living
 WHERE s.tenant_id = :tenant_id AND s.ended_at IS NULL
   AND s.idle_until > clock_timestamp() AND s.expires_at > clock_timestamp()

-- name: note_sign_in
UPDATE identity.accounts
   SET last_sign_in_at = now(), version = version + 1, state = 'active', closed_until = NULL
 WHERE tenant_id = :tenant_id AND id = :id
   AND (state = 'active' OR closed_until <= clock_timestamp())
RETURNING holder_id, version

-- name: begin
WITH s AS (
    INSERT INTO identity.account_sessions (
        tenant_id, id, account_id, device_id, client, secret_hash, seen_with, idle_until,
        expires_at)
    VALUES (:tenant_id, :id, :account_id, :device_id, :client, :secret_hash, :seen_with,
            now() + :idle::interval, now() + :lifetime::interval)
    RETURNING tenant_id, id, account_id, client, device_id, proven_at, last_seen_at
)
SELECT
-- include: columns
  FROM s
  JOIN identity.accounts a ON a.tenant_id = s.tenant_id AND a.id = s.account_id
 WHERE s.tenant_id = :tenant_id

-- name: by_secret
SELECT
-- include: columns
  FROM identity.account_sessions s
  JOIN identity.accounts a ON a.tenant_id = s.tenant_id AND a.id = s.account_id
-- include: living
-- include: open_account
   AND s.secret_hash = :secret_hash

-- name: by_id
SELECT
-- include: columns
  FROM identity.account_sessions s
  JOIN identity.accounts a ON a.tenant_id = s.tenant_id AND a.id = s.account_id
-- include: living
-- include: open_account
   AND s.id = :id

-- name: by_id_at
-- A row in any case: what time it is. `until` is when it ends by itself.
SELECT s.id, s.account_id, a.kind, a.holder_id, s.client, s.device_id, s.proven_at, c.now,
       least(s.idle_until, s.expires_at) AS until
  FROM (SELECT clock_timestamp() AS now) AS c
  LEFT JOIN (identity.account_sessions s
             JOIN identity.accounts a
               ON a.tenant_id = s.tenant_id AND a.id = s.account_id AND a.state = 'active')
         ON s.tenant_id = :tenant_id AND s.id = :id AND s.ended_at IS NULL
        AND s.idle_until > c.now AND s.expires_at > c.now

-- name: note_seen
UPDATE identity.account_sessions
   SET last_seen_at = now(), idle_until = now() + :idle::interval
 WHERE tenant_id = :tenant_id AND id = :id AND ended_at IS NULL

-- name: note_proven
UPDATE identity.account_sessions
   SET proven_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND ended_at IS NULL

-- name: of_account
SELECT s.id, s.client, s.seen_with, s.created_at, s.last_seen_at
  FROM identity.account_sessions s
-- include: living
   AND s.account_id = :account_id
 ORDER BY s.last_seen_at DESC, s.id DESC
 LIMIT :most

-- name: end
UPDATE identity.account_sessions s
   SET ended_at = now(), ended_by = :ended_by
  FROM identity.accounts a
 WHERE s.tenant_id = :tenant_id AND s.id = :id AND s.account_id = :account_id
   AND s.ended_at IS NULL
   AND a.tenant_id = :tenant_id AND a.id = s.account_id
RETURNING a.holder_id

-- name: exists
SELECT true FROM identity.account_sessions
 WHERE tenant_id = :tenant_id AND id = :id AND account_id = :account_id
