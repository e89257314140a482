-- name: count_attempt
-- The window starts anew once it has passed; the count never falls within it.
INSERT INTO identity.sign_in_attempts AS a (tenant_id, guarded, window_from, attempts)
VALUES (:tenant_id, :guarded, now(), 1)
ON CONFLICT (tenant_id, guarded) DO UPDATE
   SET window_from = CASE WHEN a.window_from <= now() - :window::interval
                          THEN now() ELSE a.window_from END,
       attempts    = CASE WHEN a.window_from <= now() - :window::interval
                          THEN 1 ELSE a.attempts + 1 END
RETURNING attempts,
          ceil(extract(epoch FROM window_from + :window::interval - now()))::integer AS wait_seconds

-- name: account
SELECT id, state, password_hash
  FROM identity.staff
 WHERE tenant_id = :tenant_id AND email_token = :email_token AND state <> 'closed'

-- name: open_session
WITH opened AS (
    INSERT INTO identity.sessions (tenant_id, id, staff_id, secret_hash, branch_id, expires_at)
    VALUES (:tenant_id, :id, :staff_id, :secret_hash, :branch_id, now() + :lifetime::interval)
    RETURNING tenant_id, id, staff_id, branch_id, expires_at
)
SELECT o.id, o.staff_id, p.role, o.branch_id, p.language, o.expires_at
  FROM opened o
  JOIN identity.staff p ON p.tenant_id = o.tenant_id AND p.id = o.staff_id
 WHERE o.tenant_id = :tenant_id

-- name: forget_attempts
DELETE FROM identity.sign_in_attempts
 WHERE tenant_id = :tenant_id AND guarded = :guarded

-- name: note_sign_in
-- Locks the account and looks at it again: somebody may have disabled it, or given it another
-- password, while this one was compared; then no session may begin.
UPDATE identity.staff
   SET last_sign_in_at = now(), version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'active'
   AND password_hash = :password_hash
RETURNING id, role, branch_ids, version
