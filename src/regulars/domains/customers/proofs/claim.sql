-- name: note_login
UPDATE customers.customers SET last_login_at = now()
 WHERE tenant_id = :tenant_id AND id = :id
