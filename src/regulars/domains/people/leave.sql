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

-- name: older
SELECT i.id, i.customer_id FROM people.invitations i
 WHERE i.tenant_id = :tenant_id AND i.customer_id = :id AND i.state = 'pending'
   AND EXISTS (
       SELECT FROM people.invitations n
        WHERE n.tenant_id = :tenant_id AND n.customer_id = i.customer_id AND n.state = 'pending'
          AND (n.expires_at, n.id) > (i.expires_at, i.id))
 LIMIT :most
   FOR UPDATE OF i

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
