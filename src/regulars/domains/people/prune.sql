-- name: prune_invitations
DELETE FROM people.invitations
 WHERE tenant_id = :tenant_id
   AND id IN (
       SELECT id
         FROM people.invitations
        WHERE tenant_id = :tenant_id AND settled_at < now() - interval '90 days'
        LIMIT :most)
