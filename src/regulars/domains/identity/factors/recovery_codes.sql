-- name: forget
DELETE FROM identity.recovery_codes
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id

-- name: keep
INSERT INTO identity.recovery_codes (tenant_id, staff_id, hashed)
SELECT :tenant_id, :staff_id, h.hashed FROM unnest(:hashes::bytea[]) AS h (hashed)

-- name: use
UPDATE identity.recovery_codes
   SET used_at = now()
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND hashed = :hashed AND used_at IS NULL
RETURNING staff_id

-- name: left
SELECT count(*) FROM identity.recovery_codes
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND used_at IS NULL
