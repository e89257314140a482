-- name: enqueue
-- What PgQueuer's own enqueue writes, in the caller's transaction; a job that is queued or
-- running already is not queued again.
WITH queued AS (
    INSERT INTO jobs.pgqueuer (priority, entrypoint, payload, dedupe_key, status)
    SELECT :priority, j.entrypoint, j.payload, j.dedupe_key, 'queued'
      FROM unnest(:entrypoints::text[], :payloads::bytea[], :keys::text[])
        AS j (entrypoint, payload, dedupe_key)
    ON CONFLICT (dedupe_key)
         WHERE status IN ('queued', 'picked') AND dedupe_key IS NOT NULL
         DO NOTHING
    RETURNING id, entrypoint, priority
)
INSERT INTO jobs.pgqueuer_log (job_id, status, entrypoint, priority)
SELECT id, 'queued', entrypoint, priority FROM queued

-- name: wake
-- The words of PgQueuer's trigger, which we do without: said once a batch.
SELECT pg_notify('ch_pgqueuer', json_build_object(
    'channel', 'ch_pgqueuer', 'operation', 'insert', 'sent_at', now(), 'table', 'pgqueuer',
    'type', 'table_changed_event')::text)

-- name: picks
SELECT count(*) FROM jobs.pgqueuer_log WHERE job_id = :queue_id AND status = 'picked'

-- name: hold
-- As PgQueuer holds a failed job: it stays, nobody picks it, and the log says why.
WITH held AS (
    UPDATE jobs.pgqueuer SET status = 'failed', updated = now(), queue_manager_id = NULL
     WHERE id = :queue_id
    RETURNING id, entrypoint, priority
)
INSERT INTO jobs.pgqueuer_log (job_id, status, entrypoint, priority, traceback)
SELECT id, 'failed', entrypoint, priority, jsonb_build_object(
           'job_id', id, 'timestamp', now(), 'exception_type', 'Held', 'traceback', '',
           'exception_message', :reason::text, 'additional_context', NULL)
  FROM held

-- name: drop_held
DELETE FROM jobs.pgqueuer WHERE id = :queue_id AND status = 'failed'

-- name: queued_kinds
-- Skips along the index from kind to kind instead of reading every job.
WITH RECURSIVE kinds AS (
    (SELECT entrypoint FROM jobs.pgqueuer WHERE status = 'queued' ORDER BY entrypoint LIMIT 1)
    UNION ALL
    SELECT (SELECT p.entrypoint FROM jobs.pgqueuer p
             WHERE p.status = 'queued' AND p.entrypoint > kinds.entrypoint
             ORDER BY p.entrypoint LIMIT 1)
      FROM kinds WHERE kinds.entrypoint IS NOT NULL
)
SELECT entrypoint FROM kinds WHERE entrypoint IS NOT NULL LIMIT 1000

-- name: waiting_of_kinds
SELECT id, entrypoint, payload
  FROM jobs.pgqueuer
 WHERE status = 'queued' AND entrypoint = ANY (:kinds::text[]) AND created < now() - :age::interval
 ORDER BY id
 LIMIT :most
