-- name: standing
-- OFFSET 0: looked up for the one account, never gathered for all of the tenant's.
SELECT EXISTS (SELECT FROM identity.authenticators a
                WHERE a.tenant_id = s.tenant_id AND a.staff_id = s.id
                  AND a.confirmed_at IS NOT NULL OFFSET 0) AS has_authenticator,
       (SELECT count(*) FROM identity.recovery_codes c
         WHERE c.tenant_id = s.tenant_id AND c.staff_id = s.id AND c.used_at IS NULL) AS left_over,
       s.role, r.factor_asked_of
  FROM identity.staff s
  LEFT JOIN identity.staff_rules r ON r.tenant_id = s.tenant_id
 WHERE s.tenant_id = :tenant_id AND s.id = :staff_id

-- name: lock
SELECT id, role, state FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = :staff_id
   FOR UPDATE

-- name: is_signed_in
SELECT EXISTS (SELECT FROM identity.sessions
                WHERE tenant_id = :tenant_id AND id = :id AND ended_at IS NULL
                  AND expires_at > now())

-- name: forget_recovery_codes
DELETE FROM identity.recovery_codes WHERE tenant_id = :tenant_id AND staff_id = :staff_id

-- name: end_sessions
UPDATE identity.sessions
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND ended_at IS NULL
   AND id IS DISTINCT FROM :apart_from::uuid

-- name: with_factor
SELECT s.id
  FROM identity.staff s
 WHERE s.tenant_id = :tenant_id
   AND (EXISTS (SELECT FROM identity.authenticators a
                 WHERE a.tenant_id = s.tenant_id AND a.staff_id = s.id
                   AND a.confirmed_at IS NOT NULL)
        OR EXISTS (SELECT FROM identity.passkeys p
                    WHERE p.tenant_id = s.tenant_id AND p.staff_id = s.id))
 LIMIT :most
