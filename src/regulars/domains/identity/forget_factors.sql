-- name: forget_authenticator
DELETE FROM identity.authenticators WHERE tenant_id = :tenant_id AND staff_id = :staff_id

-- name: forget_passkeys
DELETE FROM identity.passkeys WHERE tenant_id = :tenant_id AND staff_id = :staff_id

-- name: forget_recovery_codes
DELETE FROM identity.recovery_codes WHERE tenant_id = :tenant_id AND staff_id = :staff_id

-- name: forget_devices
DELETE FROM identity.staff_devices WHERE tenant_id = :tenant_id AND staff_id = :staff_id
