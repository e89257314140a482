-- name: end_half
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND ended_at IS NULL AND needs_factor
