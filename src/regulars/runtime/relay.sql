-- name: waiting_tenants
SELECT tenant FROM journal.waiting_tenants(:most) AS tenant

-- name: pending
-- Oldest first; rows that another relay holds are passed by.
SELECT fact_id
  FROM journal.pending
 WHERE tenant_id = :tenant_id
 ORDER BY fact_id
 LIMIT :most
   FOR UPDATE SKIP LOCKED

-- name: facts
-- `place` says that a fact stands in the chain already: then nobody relays it again.
SELECT f.tenant_id, f.id, f.name, f.version, f.subject_kind, f.subject_id, f.related_id,
       f.subject_seq, f.actor_kind, f.actor_id, f.on_behalf_of, f.branch_id, f.origin, f.cause_id,
       f.request_id, f.occurred_at, f.recorded_at, f.data, f.sealed, c.seq AS place
  FROM journal.facts f
  LEFT JOIN journal.chain c ON c.tenant_id = :tenant_id AND c.fact_id = f.id
 WHERE f.tenant_id = :tenant_id AND f.id = ANY (:fact_ids::uuid[])
 ORDER BY f.id

-- name: deliver
-- The primary key is the promise: once per fact and reaction. Answers which ones are new.
INSERT INTO journal.deliveries (tenant_id, fact_id, reaction)
SELECT :tenant_id, d.fact_id, d.reaction
  FROM unnest(:fact_ids::uuid[], :reactions::text[]) AS d (fact_id, reaction)
ON CONFLICT (tenant_id, fact_id, reaction) DO NOTHING
RETURNING fact_id, reaction

-- name: depth
-- How much of this tenant waits already, counted up to a limit.
SELECT count(*)
  FROM (SELECT FROM journal.deliveries
         WHERE tenant_id = :tenant_id AND state = 'waiting'
         LIMIT :most) AS waiting

-- name: settle
DELETE FROM journal.pending WHERE tenant_id = :tenant_id AND fact_id = ANY (:fact_ids::uuid[])

-- name: tell_live
SELECT pg_notify('regulars_live', d.ref || ':' || :seq::bigint::text)
  FROM tenants.directory d WHERE d.id = :tenant_id
