-- name: looks
SELECT id, kind, actor_kind, actor_id, branch_id, purpose, route, at,
       cardinality(subject_ids) AS subjects_count
  FROM audit.reads
 WHERE tenant_id = :tenant_id
   AND (:subject_id::uuid IS NULL OR :subject_id = ANY (subject_ids))
   AND id < :after_id
 ORDER BY id DESC
 LIMIT :most

-- name: recent
SELECT subject_ids
  FROM audit.reads
 WHERE tenant_id = :tenant_id
   AND actor_id = :actor_id
   AND id > runtime.id_at(now() - interval '12 hours')
   AND purpose = :purpose
   AND kind = 'read'
 ORDER BY id DESC
 LIMIT 50
