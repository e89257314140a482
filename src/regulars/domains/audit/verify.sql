-- name: last
SELECT seq, hash, fault, fault_seq, at FROM audit.verifications WHERE tenant_id = :tenant_id

-- name: alone
-- Who goes on meanwhile must not overwrite a fault that was found, nor a proof begun anew.
SELECT pg_advisory_xact_lock(hashtextextended('audit.verify' || :tenant_id::uuid::text, 0))

-- name: keep
INSERT INTO audit.verifications (tenant_id, seq, hash, fault, fault_seq, actor_id)
VALUES (:tenant_id, :seq, :hash, :fault, :fault_seq, :actor_id)
ON CONFLICT (tenant_id) DO UPDATE
   SET seq = excluded.seq, hash = excluded.hash, fault = excluded.fault,
       fault_seq = excluded.fault_seq, actor_id = excluded.actor_id, at = now()
