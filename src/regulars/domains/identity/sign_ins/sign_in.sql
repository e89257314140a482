-- fragment: to_open
-- OFFSET 0: looked up for the one account, never gathered for all of the tenant's.
SELECT s.id, s.role, s.branch_ids, r.factor_asked_of,
       EXISTS (SELECT FROM identity.authenticators a
                WHERE a.tenant_id = s.tenant_id AND a.staff_id = s.id
                  AND a.confirmed_at IS NOT NULL OFFSET 0)
       OR EXISTS (SELECT FROM identity.passkeys p
                   WHERE p.tenant_id = s.tenant_id AND p.staff_id = s.id OFFSET 0) AS has_factor
  FROM identity.staff s
  LEFT JOIN identity.staff_rules r ON r.tenant_id = s.tenant_id
 WHERE s.tenant_id = :tenant_id AND s.id = :id AND s.state = 'active'

-- name: account
SELECT id, state, password_hash
  FROM identity.staff
 WHERE tenant_id = :tenant_id AND email_token = :email_token AND state <> 'closed'

-- name: lock_account
-- Locks the account and looks at it again: somebody may have disabled it, or given it another
-- password, while this one was compared; then no session may begin.
-- include: to_open
   AND s.password_hash = :password_hash
   FOR UPDATE OF s

-- name: open_session
WITH opened AS (
    INSERT INTO identity.sessions (
        tenant_id, id, staff_id, secret_hash, branch_id, expires_at, needs_factor, seen_with, client)
    VALUES (:tenant_id, :id, :staff_id, :secret_hash, :branch_id, now() + :lifetime::interval,
            :needs_factor, :seen_with, :client)
    RETURNING tenant_id, id, staff_id, branch_id, expires_at, needs_factor
)
SELECT o.id, o.staff_id, p.role, o.branch_id, p.language, o.expires_at, o.needs_factor,
       true AS is_fresh, r.factor_asked_of,
       EXISTS (SELECT FROM identity.authenticators a
                WHERE a.tenant_id = o.tenant_id AND a.staff_id = o.staff_id
                  AND a.confirmed_at IS NOT NULL OFFSET 0)
       OR EXISTS (SELECT FROM identity.passkeys k
                   WHERE k.tenant_id = o.tenant_id AND k.staff_id = o.staff_id OFFSET 0) AS has_factor
  FROM opened o
  JOIN identity.staff p ON p.tenant_id = o.tenant_id AND p.id = o.staff_id
  LEFT JOIN identity.staff_rules r ON r.tenant_id = o.tenant_id
 WHERE o.tenant_id = :tenant_id

-- name: note_sign_in
UPDATE identity.staff
   SET last_sign_in_at = now(), version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'active'
RETURNING id, role, branch_ids, version
