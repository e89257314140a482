-- name: tenants
SELECT id FROM tenants.directory WHERE id > :after ORDER BY id LIMIT :most

-- name: overdue
SELECT d.fact_id, d.reaction, f.origin
  FROM journal.deliveries d
  JOIN journal.facts f ON f.tenant_id = :tenant_id AND f.id = d.fact_id
 WHERE d.tenant_id = :tenant_id AND d.state = 'waiting'
   AND d.created_at < now() - :age::interval AND d.fact_id > :after
 ORDER BY d.fact_id
 LIMIT :most
