-- name: prune_second_proofs
DELETE FROM customers.second_proofs
 WHERE tenant_id = :tenant_id
   AND challenge_id IN (
       SELECT challenge_id
         FROM customers.second_proofs
        WHERE tenant_id = :tenant_id AND created_at < now() - interval '1 day'
        LIMIT :most)

-- name: prune_identifier_changes
DELETE FROM customers.identifier_changes
 WHERE tenant_id = :tenant_id
   AND id IN (
       SELECT id
         FROM customers.identifier_changes
        WHERE tenant_id = :tenant_id AND reversible_until < now() - interval '30 days'
        LIMIT :most)
