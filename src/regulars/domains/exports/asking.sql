-- name: alone
SELECT pg_advisory_xact_lock(
    hashtextextended('exports.ask' || :tenant_id::uuid::text || :actor_id::uuid::text, 0))

-- name: lately
SELECT count(*)
  FROM (SELECT id FROM exports.exports
         WHERE tenant_id = :tenant_id AND actor_id = :actor_id
           AND id > runtime.id_at(now() - interval '24 hours')
         LIMIT :most) AS few

-- name: ask
INSERT INTO exports.exports (
    tenant_id, id, kind, actor_kind, actor_id, branch_id, scopes, purpose, route, sealed)
VALUES (
    :tenant_id, :id, :kind, :actor_kind, :actor_id, :branch_id, :scopes, :purpose, :route, :sealed)
