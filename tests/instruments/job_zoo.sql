-- name: make_tenant
INSERT INTO tenants.directory (id, ref, slug, name, locale)
VALUES (:id, :ref, :ref, 'Invented Shop', 'en')

-- name: leave_mark
-- How often an effect happened: the tallies are a table that the worker may write.
INSERT INTO customers.tallies AS t (
    tenant_id, branch, stage, kind, language, state, branch_refs, many)
VALUES (:tenant_id, '', :mark, '', '', '', '{}', 1)
ON CONFLICT (tenant_id, branch, stage, kind, language, state) DO UPDATE SET many = t.many + 1

-- name: marks
SELECT stage, many FROM customers.tallies WHERE tenant_id = :tenant_id

-- name: deliveries
SELECT fact_id, reaction, state, reason, failures, crashes, queue_id
  FROM journal.deliveries WHERE tenant_id = :tenant_id ORDER BY fact_id, reaction

-- name: done
SELECT count(*) FROM journal.deliveries WHERE tenant_id = :tenant_id AND state = 'done'

-- name: facts
SELECT id, name, cause_id, origin, data FROM journal.facts WHERE tenant_id = :tenant_id ORDER BY id

-- name: sleep
SELECT pg_sleep(:seconds)
