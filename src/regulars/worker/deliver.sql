-- name: take
-- Settled first, in the reaction's own transaction: whoever comes second waits here, and then
-- finds nothing to do. No row also means that the delivery is dead or was never made.
UPDATE journal.deliveries d
   SET state = 'done', reason = NULL, settled_at = now()
  FROM journal.facts f
 WHERE d.tenant_id = :tenant_id AND d.fact_id = :fact_id AND d.reaction = :reaction
   AND d.state = 'waiting'
   AND f.tenant_id = :tenant_id AND f.id = :fact_id
RETURNING f.tenant_id, f.id, f.name, f.version, f.subject_kind, f.subject_id, f.related_id,
          f.subject_seq, f.actor_kind, f.actor_id, f.origin, f.cause_id, f.occurred_at,
          f.recorded_at, f.data, f.sealed,
          d.created_at < now() - interval '30 days' AS is_old

-- name: put_back
UPDATE journal.deliveries
   SET state = 'waiting', crashes = 0, settled_at = NULL
 WHERE tenant_id = :tenant_id AND fact_id = :fact_id AND reaction = :reaction

-- name: bury
UPDATE journal.deliveries
   SET state = 'dead', reason = :reason, queue_id = :queue_id, settled_at = now()
 WHERE tenant_id = :tenant_id AND fact_id = :fact_id AND reaction = :reaction
   AND state <> 'dead'

-- name: bury_waiting
UPDATE journal.deliveries
   SET state = 'dead', reason = :reason, queue_id = :queue_id, settled_at = now()
 WHERE tenant_id = :tenant_id AND fact_id = :fact_id AND reaction = :reaction
   AND state = 'waiting'

-- name: count_failure
UPDATE journal.deliveries
   SET failures = failures + 1, crashes = 0, reason = :reason
 WHERE tenant_id = :tenant_id AND fact_id = :fact_id AND reaction = :reaction
   AND state = 'waiting'
RETURNING failures

-- name: count_crash
-- Counted before the run: a process that dies has no time to say so.
UPDATE journal.deliveries
   SET crashes = crashes + 1
 WHERE tenant_id = :tenant_id AND fact_id = :fact_id AND reaction = :reaction
   AND state = 'waiting'
RETURNING crashes
