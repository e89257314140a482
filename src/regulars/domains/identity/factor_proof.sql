-- name: end_half
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND ended_at IS NULL AND needs_factor

-- name: counted
SELECT attempts FROM identity.sign_in_attempts
 WHERE tenant_id = :tenant_id AND guarded = :guarded
