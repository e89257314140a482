-- name: last
SELECT seq, hash, fault, fault_seq, at FROM audit.verifications WHERE tenant_id = :tenant_id

-- name: held
SELECT seq, hash FROM audit.verifications WHERE tenant_id = :tenant_id FOR UPDATE

-- name: keep
INSERT INTO audit.verifications (tenant_id, seq, hash, fault, fault_seq, actor_id)
VALUES (:tenant_id, :seq, :hash, :fault, :fault_seq, :actor_id)
ON CONFLICT (tenant_id) DO UPDATE
   SET seq = excluded.seq, hash = excluded.hash, fault = excluded.fault,
       fault_seq = excluded.fault_seq, actor_id = excluded.actor_id, at = now()
