-- name: forget_authenticator
-- Who remembers their sign-ins is told that the factor went. One that was begun and never confirmed
-- was none.
WITH told AS (
    UPDATE identity.staff
       SET changed_at = clock_timestamp()
     WHERE tenant_id = :tenant_id AND id = :staff_id)
DELETE FROM identity.authenticators WHERE tenant_id = :tenant_id AND staff_id = :staff_id
RETURNING confirmed_at

-- name: forget_passkeys
WITH told AS (
    UPDATE identity.staff
       SET changed_at = clock_timestamp()
     WHERE tenant_id = :tenant_id AND id = :staff_id)
DELETE FROM identity.passkeys WHERE tenant_id = :tenant_id AND staff_id = :staff_id

-- name: forget_recovery_codes
DELETE FROM identity.recovery_codes WHERE tenant_id = :tenant_id AND staff_id = :staff_id

-- name: forget_devices
DELETE FROM identity.staff_devices WHERE tenant_id = :tenant_id AND staff_id = :staff_id
