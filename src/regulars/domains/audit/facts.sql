-- name: of_subject
SELECT id, name, version, subject_kind, subject_id, related_id, actor_kind, actor_id, branch_id,
       origin, request_id, occurred_at, recorded_at, data, sealed
  FROM journal.facts
 WHERE tenant_id = :tenant_id
   AND subject_id = :subject_id
   AND (:after_id::uuid IS NULL OR (occurred_at, id) < (:after_at::timestamptz, :after_id))
 ORDER BY occurred_at DESC, id DESC
 LIMIT :most

-- name: of_all
SELECT id, name, version, subject_kind, subject_id, related_id, actor_kind, actor_id, branch_id,
       origin, request_id, occurred_at, recorded_at, data, sealed
  FROM journal.facts
 WHERE tenant_id = :tenant_id
   AND (:after_id::uuid IS NULL OR id < :after_id)
 ORDER BY id DESC
 LIMIT :most
