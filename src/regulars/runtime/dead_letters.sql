-- name: dead
SELECT d.fact_id, d.reaction, d.reason, d.failures, d.created_at, d.settled_at,
       f.name, f.subject_kind, f.subject_id
  FROM journal.deliveries d
  LEFT JOIN journal.facts f ON f.tenant_id = :tenant_id AND f.id = d.fact_id
 WHERE d.tenant_id = :tenant_id AND d.state = 'dead'
   AND (d.fact_id, d.reaction) > (:after_fact::uuid, :after_reaction::text)
 ORDER BY d.fact_id, d.reaction
 LIMIT :most

-- name: dead_of_fact
SELECT reaction
  FROM journal.deliveries
 WHERE tenant_id = :tenant_id AND fact_id = :fact_id AND state = 'dead'
   AND (:reaction::text IS NULL OR reaction = :reaction)
 ORDER BY reaction
 LIMIT 100

-- name: dead_of_kind
SELECT fact_id
  FROM journal.deliveries
 WHERE tenant_id = :tenant_id AND state = 'dead' AND fact_id > :after_fact
   AND reaction = :reaction AND settled_at <= :before
 ORDER BY fact_id
 LIMIT :most

-- name: discard
-- Done without having run: it leaves the list, and goes with what is pruned by age.
WITH wanted AS (
    SELECT fact_id, reaction, queue_id
      FROM journal.deliveries
     WHERE tenant_id = :tenant_id AND fact_id = :fact_id AND reaction = :reaction
       AND state = 'dead'
       FOR UPDATE
)
UPDATE journal.deliveries d
   SET state = 'done', reason = 'discarded', queue_id = NULL, settled_at = now()
  FROM wanted
 WHERE d.tenant_id = :tenant_id AND d.fact_id = wanted.fact_id AND d.reaction = wanted.reaction
RETURNING wanted.queue_id

-- name: revive
WITH wanted AS (
    SELECT fact_id, reaction, queue_id
      FROM journal.deliveries
     WHERE tenant_id = :tenant_id AND fact_id = :fact_id AND reaction = :reaction
       AND state = 'dead'
       FOR UPDATE
)
UPDATE journal.deliveries d
   SET state = 'waiting', reason = NULL, failures = 0, crashes = 0, queue_id = NULL,
       settled_at = NULL
  FROM wanted
  LEFT JOIN journal.facts f ON f.tenant_id = :tenant_id AND f.id = wanted.fact_id
 WHERE d.tenant_id = :tenant_id AND d.fact_id = wanted.fact_id AND d.reaction = wanted.reaction
RETURNING wanted.queue_id, f.origin

-- name: held
-- Everything the queue holds, with the code that its log keeps.
SELECT p.id, p.entrypoint, p.updated,
       (SELECT l.traceback ->> 'exception_message'
          FROM jobs.pgqueuer_log l
         WHERE l.job_id = p.id AND l.status = 'failed'
         ORDER BY l.created DESC LIMIT 1) AS reason
  FROM jobs.pgqueuer p
 WHERE p.status = 'failed' AND p.id > :after
 ORDER BY p.id
 LIMIT :most
