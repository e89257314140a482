-- name: so_many
SELECT count(*)
  FROM (SELECT c.id
          FROM customers.customers c
-- include: find.narrowed
-- include: find.of_status
         LIMIT :most) AS few

-- name: so_many_blocked
SELECT count(*)
  FROM (SELECT c.id
          FROM customers.customers c
-- include: few.among
-- include: few.blocked
         LIMIT :most) AS few

-- name: so_many_suspended
SELECT count(*)
  FROM (SELECT c.id
          FROM customers.customers c
-- include: few.among
-- include: few.suspended
         LIMIT :most) AS few

-- name: so_many_deleted
SELECT count(*)
  FROM (SELECT c.id
          FROM customers.customers c
-- include: few.among
-- include: few.deleted
         LIMIT :most) AS few

-- name: newest_number
SELECT last FROM customers.counters WHERE tenant_id = :tenant_id
