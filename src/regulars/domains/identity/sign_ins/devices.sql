-- name: is_ours
-- Only a secret that this house gave out is taken again: a planted one is nobody's.
SELECT EXISTS (
    SELECT FROM identity.staff_devices WHERE tenant_id = :tenant_id AND secret_hash = :hashed)

-- name: know
INSERT INTO identity.staff_devices AS d (tenant_id, secret_hash, staff_id)
VALUES (:tenant_id, :hashed, :staff_id)
ON CONFLICT (tenant_id, secret_hash, staff_id) DO UPDATE
   SET last_seen_at = now()

-- name: forget_oldest
DELETE FROM identity.staff_devices
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id
   AND secret_hash IN (
       SELECT secret_hash FROM identity.staff_devices
        WHERE tenant_id = :tenant_id AND staff_id = :staff_id
        ORDER BY last_seen_at DESC, secret_hash OFFSET :most LIMIT 100)

-- name: forget_others
DELETE FROM identity.staff_devices
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND secret_hash <> :kept
