-- name: read
SELECT id, kind, state, done, total FROM runtime.tasks WHERE tenant_id = :tenant_id AND id = :id

-- name: advance
UPDATE runtime.tasks SET state = 'running', done = :done, changed_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND state IN ('waiting', 'running')

-- name: finish
UPDATE runtime.tasks
   SET state = :state, done = :done, outcome = :outcome, changed_at = now(), finished_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND state IN ('waiting', 'running')

-- name: prune
DELETE FROM runtime.tasks
 WHERE tenant_id = :tenant_id
   AND id IN (SELECT id FROM runtime.tasks
               WHERE tenant_id = :tenant_id AND id < runtime.id_at(now() - interval '7 days')
               ORDER BY id LIMIT :most)
