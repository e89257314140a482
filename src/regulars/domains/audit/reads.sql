-- name: looks
SELECT id, kind, actor_kind, actor_id, branch_id, purpose, route, at,
       cardinality(subject_ids) AS subjects_count
  FROM audit.reads
 WHERE tenant_id = :tenant_id AND id < :after_id
 ORDER BY id DESC
 LIMIT :most

-- name: looks_at
SELECT id, kind, actor_kind, actor_id, branch_id, purpose, route, at,
       cardinality(subject_ids) AS subjects_count
  FROM audit.reads
 WHERE tenant_id = :tenant_id
   AND id = ANY (ARRAY(SELECT f.id FROM audit.ids_by_subject(
                           :tenant_id, :subject_id, :after_id, :most) AS f (id)))
 ORDER BY id DESC

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
