-- name: prune_second_proofs
DELETE FROM customers.second_proofs
 WHERE tenant_id = :tenant_id
   AND challenge_id IN (
       SELECT challenge_id
         FROM customers.second_proofs
        WHERE tenant_id = :tenant_id AND created_at < now() - interval '1 day'
        LIMIT :most)
