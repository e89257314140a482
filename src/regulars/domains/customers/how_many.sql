-- name: so_many
SELECT count(*)
  FROM (SELECT c.id
          FROM customers.customers c
-- include: find.narrowed
         LIMIT :most) AS few

-- name: newest_number
SELECT last FROM customers.counters WHERE tenant_id = :tenant_id
