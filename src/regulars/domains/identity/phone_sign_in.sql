-- name: account
-- Whom a code may be sent to. A number of somebody whom an SMS does not open is nobody's here.
SELECT id FROM identity.staff
 WHERE tenant_id = :tenant_id AND phone_token = :phone_token
   AND state = 'active' AND role = ANY (:roles::text[])

-- name: lock_account
-- Locks the account and looks at it again: meanwhile it may have been disabled, given another
-- phone, or made more than an SMS opens; then no session may begin. OFFSET 0: looked up for the one
-- account, never gathered for all of the tenant's.
SELECT s.id, s.role, s.branch_ids, r.factor_asked_of,
       EXISTS (SELECT FROM identity.authenticators a
                WHERE a.tenant_id = s.tenant_id AND a.staff_id = s.id
                  AND a.confirmed_at IS NOT NULL OFFSET 0)
       OR EXISTS (SELECT FROM identity.passkeys p
                   WHERE p.tenant_id = s.tenant_id AND p.staff_id = s.id OFFSET 0) AS has_factor
  FROM identity.staff s
  LEFT JOIN identity.staff_rules r ON r.tenant_id = s.tenant_id
 WHERE s.tenant_id = :tenant_id AND s.id = :id AND s.phone_token = :phone_token
   AND s.state = 'active' AND s.role = ANY (:roles::text[])
   FOR UPDATE OF s
