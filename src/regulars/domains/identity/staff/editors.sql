-- name: role_of_editor
SELECT role FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'active'
