-- name: end_half
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND ended_at IS NULL AND needs_factor

-- name: give_back
UPDATE identity.sign_in_attempts
   SET attempts = CASE WHEN :every::boolean THEN 0 ELSE greatest(attempts - 1, 0) END
 WHERE tenant_id = :tenant_id AND guarded = :guarded
