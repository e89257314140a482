-- name: one
SELECT id, actor_kind, actor_id, branch_id, scopes, purpose, route, sealed, place, rows_count,
       asked_at
  FROM exports.exports
 WHERE tenant_id = :tenant_id AND id = :id
