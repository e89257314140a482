-- name: role
SELECT role FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'active'
