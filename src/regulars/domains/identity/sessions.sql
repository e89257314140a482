-- name: recognise
-- A session narrowed to a branch, or to none, stands for the role it was opened with: once that
-- changed it must not open more than the account may see.
SELECT s.id, s.staff_id, p.role, s.branch_id, p.language, s.expires_at,
       s.last_seen_at < now() - interval '1 minute' AS is_seen_stale
  FROM identity.sessions s
  JOIN identity.staff p ON p.tenant_id = s.tenant_id AND p.id = s.staff_id
 WHERE s.tenant_id = :tenant_id
   AND s.secret_hash = :secret_hash
   AND s.ended_at IS NULL
   AND s.expires_at > now()
   AND p.state = 'active'
   AND CASE WHEN p.role = 'branch' THEN s.branch_id = ANY (p.branch_ids) ELSE true END

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
   SET branch_id = :branch_id
 WHERE tenant_id = :tenant_id AND id = :id
