-- fragment: seen
-- A session narrowed to a branch, or to none, stands for the role it was opened with: once that
-- changed it must not open more than the account may see. OFFSET 0: looked up for the one account.
SELECT s.id, s.staff_id, p.role, s.branch_id, p.language, s.expires_at, s.needs_factor,
       clock_timestamp() AS now, s.last_seen_at, s.changed_at, p.changed_at AS staff_changed_at,
       r.changed_at AS rules_changed_at, s.proven_at + interval '10 minutes' AS fresh_until,
       s.last_seen_at < now() - interval '1 minute' AS is_seen_stale,
       extract(epoch FROM now() - s.last_seen_at)::float8 / 60 AS rested_minutes,
       s.proven_at > now() - interval '10 minutes' AS is_fresh,
       r.factor_asked_of, r.idle_minutes,
       EXISTS (SELECT FROM identity.authenticators a
                WHERE a.tenant_id = s.tenant_id AND a.staff_id = s.staff_id
                  AND a.confirmed_at IS NOT NULL OFFSET 0)
       OR EXISTS (SELECT FROM identity.passkeys k
                   WHERE k.tenant_id = s.tenant_id AND k.staff_id = s.staff_id OFFSET 0) AS has_factor
  FROM identity.sessions s
  JOIN identity.staff p ON p.tenant_id = s.tenant_id AND p.id = s.staff_id
  LEFT JOIN identity.staff_rules r ON r.tenant_id = s.tenant_id
 WHERE s.tenant_id = :tenant_id
   AND s.ended_at IS NULL
   AND s.expires_at > now()
   AND p.state = 'active'
   AND CASE WHEN p.role = 'branch' THEN s.branch_id = ANY (p.branch_ids)
            WHEN p.role = 'vendor' THEN s.branch_id = ANY (p.branch_ids)
                 OR (s.branch_id IS NULL AND cardinality(p.branch_ids) = 0)
            ELSE true END

-- name: recognise
-- include: seen
   AND s.secret_hash = :secret_hash AND s.client = 'console'

-- name: note_seen
UPDATE identity.sessions
   SET last_seen_at = now()
 WHERE tenant_id = :tenant_id AND id = :id

-- name: end
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND ended_at IS NULL

-- name: choose_branch
UPDATE identity.sessions
   SET branch_id = :branch_id, changed_at = clock_timestamp()
 WHERE tenant_id = :tenant_id AND id = :id

-- name: note_proven
UPDATE identity.sessions
   SET proven_at = now(), changed_at = clock_timestamp()
 WHERE tenant_id = :tenant_id AND id = :id AND ended_at IS NULL

-- name: of_staff
SELECT id, seen_with, branch_id, created_at, last_seen_at
  FROM identity.sessions
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND ended_at IS NULL
   AND expires_at > now() AND NOT needs_factor
 ORDER BY last_seen_at DESC, id DESC
 LIMIT :most

-- name: end_of_staff
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND staff_id = :staff_id AND ended_at IS NULL

-- name: end_others
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND ended_at IS NULL
   AND id IS DISTINCT FROM :apart_from::uuid
