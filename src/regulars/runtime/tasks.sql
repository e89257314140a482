-- name: begin
INSERT INTO runtime.tasks (tenant_id, id, kind, state, total, actor_id)
VALUES (:tenant_id, :id, :kind, 'waiting', :total, :actor_id)

-- name: of_actor
-- One that has not moved for so long has lost its worker, or stands among what was given up.
SELECT id, kind, state, done, total, outcome, started_at, finished_at,
       state IN ('waiting', 'running') AND changed_at < now() - interval '10 minutes' AS is_stalled
  FROM runtime.tasks
 WHERE tenant_id = :tenant_id AND actor_id = :actor_id
   AND id > runtime.id_at(now() - interval '24 hours')
 ORDER BY id DESC
 LIMIT :most

-- name: one_of_actor
SELECT id, kind, state, done, total, outcome, started_at, finished_at,
       state IN ('waiting', 'running') AND changed_at < now() - interval '10 minutes' AS is_stalled
  FROM runtime.tasks
 WHERE tenant_id = :tenant_id AND id = :id AND actor_id = :actor_id

-- name: call_off
UPDATE runtime.tasks
   SET state = 'failed', outcome = :outcome, changed_at = now(), finished_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND actor_id = :actor_id
   AND state IN ('waiting', 'running')
