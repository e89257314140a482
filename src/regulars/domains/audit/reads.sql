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
