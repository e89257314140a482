-- name: waiting
-- Of the oldest that wait; whether one runs or is put off, only the queue knows.
WITH mine AS (
    SELECT fact_id, reaction, created_at
      FROM journal.deliveries
     WHERE tenant_id = :tenant_id AND state = 'waiting'
     ORDER BY fact_id
     LIMIT :most
)
SELECT m.reaction, count(*) AS waiting,
       count(*) FILTER (WHERE s.status = 'picked') AS running,
       count(*) FILTER (WHERE s.status = 'queued' AND s.execute_after > now()) AS put_off,
       min(m.created_at) AS oldest_at
  FROM mine m
  LEFT JOIN jobs.states_of_tenant(
         :tenant_id, ARRAY(SELECT fact_id FROM mine ORDER BY fact_id, reaction),
         ARRAY(SELECT reaction FROM mine ORDER BY fact_id, reaction)) AS s
    ON s.fact_id = m.fact_id AND s.reaction = m.reaction
 GROUP BY m.reaction

-- name: done_lately
-- Jobs of the last hour's facts: the primary key finds those by the fact's age.
SELECT d.reaction, count(*) AS done
  FROM (SELECT reaction
          FROM journal.deliveries
         WHERE tenant_id = :tenant_id AND fact_id > runtime.id_at(now() - interval '1 hour')
           AND state = 'done'
         LIMIT :most) AS d
 GROUP BY d.reaction

-- name: dead
SELECT d.reaction, count(*) AS dead
  FROM (SELECT reaction
          FROM journal.deliveries
         WHERE tenant_id = :tenant_id AND state = 'dead'
         LIMIT :most) AS d
 GROUP BY d.reaction

