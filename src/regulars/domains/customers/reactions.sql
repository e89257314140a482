-- name: add
INSERT INTO customers.tallies AS t (tenant_id, stage, many)
VALUES (:tenant_id, :stage, :many)
ON CONFLICT (tenant_id, stage) DO UPDATE SET many = t.many + excluded.many
