-- name: of_staff
SELECT role, branch_ids FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'active'

-- name: of_key
SELECT scopes FROM identity.api_keys
 WHERE tenant_id = :tenant_id AND id = :id AND revoked_at IS NULL
   AND (expires_at IS NULL OR expires_at > now())
