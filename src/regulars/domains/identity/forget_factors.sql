-- name: forget_authenticator
-- One that was begun and never confirmed was none.
DELETE FROM identity.authenticators WHERE tenant_id = :tenant_id AND staff_id = :staff_id
RETURNING confirmed_at

-- name: forget_passkeys
DELETE FROM identity.passkeys WHERE tenant_id = :tenant_id AND staff_id = :staff_id

-- name: forget_recovery_codes
DELETE FROM identity.recovery_codes WHERE tenant_id = :tenant_id AND staff_id = :staff_id

-- name: forget_devices
DELETE FROM identity.staff_devices WHERE tenant_id = :tenant_id AND staff_id = :staff_id
