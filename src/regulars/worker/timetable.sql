-- name: make_fact_parts
SELECT journal.make_parts((now() + interval '3 months')::date)

-- name: make_read_parts
SELECT audit.make_parts((now() + interval '3 months')::date)

-- name: default_parts_in_use
-- An empty part has no pages; its rows are not ours to see without a tenant.
SELECT part
  FROM unnest(ARRAY['journal.facts_default', 'audit.reads_default']) AS part
 WHERE pg_relation_size(part::regclass) > 0

-- name: prune_deliveries
-- By the fact's id, which is its age: the primary key finds the oldest.
DELETE FROM journal.deliveries
 WHERE tenant_id = :tenant_id
   AND (fact_id, reaction) IN (
       SELECT fact_id, reaction
         FROM journal.deliveries
        WHERE tenant_id = :tenant_id AND state = 'done'
          AND fact_id < runtime.id_at(now() - interval '30 days')
          AND settled_at < now() - interval '30 days'
        ORDER BY fact_id
        LIMIT :most)

-- name: prune_idempotency
DELETE FROM runtime.idempotency
 WHERE tenant_id = :tenant_id
   AND (credential_id, key_hash) IN (
       SELECT credential_id, key_hash
         FROM runtime.idempotency
        WHERE tenant_id = :tenant_id AND created_at < now() - interval '48 hours'
        ORDER BY created_at
        LIMIT :most)

-- name: prune_queue_log
DELETE FROM jobs.pgqueuer_log
 WHERE id IN (SELECT id FROM jobs.pgqueuer_log
               WHERE created < now() - interval '7 days' ORDER BY created LIMIT :most)

-- name: prune_queue_statistics
DELETE FROM jobs.pgqueuer_statistics
 WHERE id IN (SELECT id FROM jobs.pgqueuer_statistics
               WHERE created < now() - interval '30 days' LIMIT :most)

-- name: prune_held
-- The queue's copy only: what a reaction gave up stays in journal.deliveries.
DELETE FROM jobs.pgqueuer
 WHERE id IN (SELECT id FROM jobs.pgqueuer
               WHERE status = 'failed' AND updated < now() - interval '90 days' LIMIT :most)
