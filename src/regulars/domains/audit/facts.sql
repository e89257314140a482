-- name: of_subject
SELECT id, name, version, subject_kind, subject_id, related_id, actor_kind, actor_id, branch_id,
       origin, request_id, occurred_at, recorded_at, data, sealed
  FROM journal.facts
 WHERE tenant_id = :tenant_id
   AND subject_id = :subject_id
   AND (occurred_at, id) < (:after_at::timestamptz, :after_id::uuid)
 ORDER BY occurred_at DESC, id DESC
 LIMIT :most

-- name: of_all
SELECT id, name, version, subject_kind, subject_id, related_id, actor_kind, actor_id, branch_id,
       origin, request_id, occurred_at, recorded_at, data, sealed
  FROM journal.facts
 WHERE tenant_id = :tenant_id
   AND id < :after_id
 ORDER BY id DESC
 LIMIT :most

-- name: newest_holds
-- The names stand here as they stand in the index, which is of these facts alone.
SELECT DISTINCT ON (name)
       id, name, version, subject_kind, subject_id, related_id, actor_kind, actor_id, branch_id,
       origin, request_id, occurred_at, recorded_at, data, sealed
  FROM journal.facts
 WHERE tenant_id = :tenant_id
   AND subject_id = :subject_id
   AND name IN ('customers.blocked', 'customers.deleted')
 ORDER BY name, occurred_at DESC, id DESC
 LIMIT 2

-- name: after_seq
SELECT c.seq, f.name, f.subject_kind, f.subject_id
  FROM journal.chain c
  JOIN journal.facts f ON f.tenant_id = c.tenant_id AND f.id = c.fact_id
 WHERE c.tenant_id = :tenant_id AND c.seq > :seq
 ORDER BY c.seq
 LIMIT :most

-- name: newest_seq
SELECT seq FROM journal.heads WHERE tenant_id = :tenant_id
