-- name: of_inviter
SELECT id, customer_id FROM people.invitations
 WHERE tenant_id = :tenant_id AND inviter_kind = :kind AND inviter_id = :id AND state = 'pending'
 LIMIT :most
   FOR UPDATE

-- name: of_customer
SELECT id, customer_id FROM people.invitations
 WHERE tenant_id = :tenant_id AND customer_id = :id AND state = 'pending'
 LIMIT :most
   FOR UPDATE

-- name: over
SELECT id, customer_id FROM people.invitations
 WHERE tenant_id = :tenant_id AND state = 'pending' AND expires_at <= now()
 ORDER BY expires_at
 LIMIT :most
   FOR UPDATE SKIP LOCKED

-- name: settle
UPDATE people.invitations
   SET state = :state, settled_at = now()
 WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[]) AND state = 'pending'
