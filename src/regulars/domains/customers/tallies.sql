-- name: by_stage
SELECT stage, many FROM customers.tallies WHERE tenant_id = :tenant_id
