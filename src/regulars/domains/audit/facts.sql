-- name: of_subject
SELECT id, name, version, subject_kind, subject_id, related_id, actor_kind, actor_id, branch_id,
       origin, request_id, occurred_at, recorded_at, data, sealed
  FROM journal.facts
 WHERE tenant_id = :tenant_id
   AND subject_id = :subject_id
   AND (occurred_at, id) < (:after_at::timestamptz, :after_id::uuid)
 ORDER BY occurred_at DESC, id DESC
 LIMIT :most

-- name: of_all
SELECT id, name, version, subject_kind, subject_id, related_id, actor_kind, actor_id, branch_id,
       origin, request_id, occurred_at, recorded_at, data, sealed
  FROM journal.facts
 WHERE tenant_id = :tenant_id
   AND id < :after_id
 ORDER BY id DESC
 LIMIT :most

-- name: next_change
-- For each of these facts the next one of the same subject that changed the field: what it says
-- was before it, was so at the time of the fact.
SELECT asked.id, later.was
  FROM unnest(:ids::uuid[], :subject_ids::uuid[], :ats::timestamptz[])
       AS asked (id, subject_id, at)
 CROSS JOIN LATERAL (
       SELECT f.data -> 'clear' -> :field::text ->> 0 AS was
         FROM journal.facts f
        WHERE f.tenant_id = :tenant_id
          AND f.subject_id = asked.subject_id
          AND (f.occurred_at, f.id) > (asked.at, asked.id)
          AND f.data -> 'clear' -> :field::text IS NOT NULL
        ORDER BY f.occurred_at, f.id
        LIMIT 1) AS later

-- name: newest_holds
-- The names stand here as they stand in the index, which is of these facts alone.
SELECT DISTINCT ON (name)
       id, name, version, subject_kind, subject_id, related_id, actor_kind, actor_id, branch_id,
       origin, request_id, occurred_at, recorded_at, data, sealed
  FROM journal.facts
 WHERE tenant_id = :tenant_id
   AND subject_id = :subject_id
   AND name IN ('customers.blocked', 'customers.deleted')
 ORDER BY name, occurred_at DESC, id DESC
 LIMIT 2

-- name: after_seq
SELECT c.seq, f.name, f.subject_kind, f.subject_id
  FROM journal.chain c
  JOIN journal.facts f ON f.tenant_id = c.tenant_id AND f.id = c.fact_id
 WHERE c.tenant_id = :tenant_id AND c.seq > :seq
 ORDER BY c.seq
 LIMIT :most

-- name: newest_seq
SELECT seq FROM journal.heads WHERE tenant_id = :tenant_id
