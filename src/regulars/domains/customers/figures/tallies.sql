-- name: by_stage
SELECT stage, sum(many)::bigint AS many
  FROM customers.tallies
 WHERE tenant_id = :tenant_id AND state <> 'deleted'
 GROUP BY stage
