-- name: is_settled
SELECT NOT EXISTS (SELECT FROM journal.waiting_tenants(1))
   AND NOT EXISTS (SELECT FROM jobs.pgqueuer WHERE status IN ('queued', 'picked'))
