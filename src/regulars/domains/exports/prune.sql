-- name: prune
DELETE FROM exports.exports
 WHERE tenant_id = :tenant_id
   AND id IN (SELECT id FROM exports.exports
               WHERE tenant_id = :tenant_id AND id < runtime.id_at(now() - interval '7 days')
               ORDER BY id LIMIT :most)
