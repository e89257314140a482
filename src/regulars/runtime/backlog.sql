-- name: oldest
SELECT journal.oldest_pending(:tenant_id) AS pending,
       (SELECT d.fact_id
          FROM journal.deliveries d
         WHERE d.tenant_id = :tenant_id AND d.state = 'waiting' AND d.reaction = :reaction
         ORDER BY d.fact_id
         LIMIT 1) AS undelivered
