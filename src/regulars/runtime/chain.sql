-- name: extend
INSERT INTO journal.chain (tenant_id, seq, fact_id, hash)
SELECT :tenant_id, c.seq, c.fact_id, c.hash
  FROM unnest(:seqs::bigint[], :fact_ids::uuid[], :hashes::bytea[]) AS c (seq, fact_id, hash)

-- name: move_head
UPDATE journal.heads SET seq = :seq, hash = :hash WHERE tenant_id = :tenant_id

-- name: has_head
SELECT EXISTS (SELECT FROM journal.heads WHERE tenant_id = :tenant_id)

-- name: open_head
INSERT INTO journal.heads (tenant_id, seq, hash) VALUES (:tenant_id, 0, :genesis)
ON CONFLICT (tenant_id) DO NOTHING

-- name: lock_head
-- A head that another relay holds is passed by: that relay is serving this tenant.
SELECT seq, hash FROM journal.heads WHERE tenant_id = :tenant_id FOR UPDATE SKIP LOCKED

-- name: ends
-- Both ends in one statement: a relay may commit between two.
SELECT h.seq AS head_seq, h.hash AS head_hash,
       (SELECT max(seq) FROM journal.chain WHERE tenant_id = :tenant_id) AS last_seq
  FROM (SELECT :tenant_id::uuid AS tenant_id) AS one
  LEFT JOIN journal.heads h ON h.tenant_id = :tenant_id

-- name: entries
SELECT c.seq, c.fact_id, c.hash, f.tenant_id, f.id, f.name, f.version, f.subject_kind,
       f.subject_id, f.related_id, f.subject_seq, f.actor_kind, f.actor_id, f.on_behalf_of,
       f.branch_id, f.origin, f.cause_id, f.request_id, f.occurred_at, f.recorded_at, f.data,
       f.sealed
  FROM journal.chain c
  LEFT JOIN journal.facts f ON f.tenant_id = :tenant_id AND f.id = c.fact_id
 WHERE c.tenant_id = :tenant_id AND c.seq > :after AND c.seq <= :until
 ORDER BY c.seq
 LIMIT :most

-- name: repeated
SELECT max(seq) AS seq, fact_id
  FROM journal.chain
 WHERE tenant_id = :tenant_id
 GROUP BY fact_id HAVING count(*) > 1
 ORDER BY 1
 LIMIT 1

-- name: left_out
-- A fact is chained, or it waits for the relay; the third way is somebody's hand.
SELECT f.id
  FROM journal.facts f
 WHERE f.tenant_id = :tenant_id
   AND NOT EXISTS (SELECT FROM journal.chain c WHERE c.tenant_id = :tenant_id AND c.fact_id = f.id)
   AND NOT EXISTS (
       SELECT FROM journal.pending p WHERE p.tenant_id = :tenant_id AND p.fact_id = f.id)
 ORDER BY f.id
 LIMIT 1
