-- name: account
-- Whom a code may be sent to. A number of somebody whom an SMS does not open is nobody's here.
SELECT id FROM identity.staff
 WHERE tenant_id = :tenant_id AND phone_token = :phone_token
   AND state = 'active' AND role = ANY (:roles::text[])

-- name: lock_account
-- Locks the account and looks at it again: meanwhile it may have been disabled, given another
-- phone, or made more than an SMS opens; then no session may begin.
-- include: sign_in.to_open
   AND s.phone_token = :phone_token AND s.role = ANY (:roles::text[])
   FOR UPDATE OF s
