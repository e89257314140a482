-- name: wait_for_more
INSERT INTO customers.second_proofs (
    tenant_id, challenge_id, held_by, kind, token, bound_to, language)
VALUES (:tenant_id, :challenge_id, :held_by, :kind, :token, :bound_to, :language)

-- name: end_waiting
-- Once, and by whom the challenge was for.
UPDATE customers.second_proofs
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND challenge_id = :challenge_id AND ended_at IS NULL
   AND bound_to IS NOT DISTINCT FROM :bound_to
   AND created_at > clock_timestamp() - make_interval(mins => :minutes::integer)
RETURNING held_by, kind, token, language

-- name: note_login
UPDATE customers.customers SET last_login_at = now()
 WHERE tenant_id = :tenant_id AND id = :id
