-- name: hold_account
SELECT id FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = :staff_id
   FOR UPDATE

-- name: end_half
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND ended_at IS NULL AND needs_factor
