-- name: hold
SELECT state = 'active' AS is_active FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = :staff_id
   FOR UPDATE
