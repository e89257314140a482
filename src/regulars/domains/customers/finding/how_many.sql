-- fragment: looked_at
-- How many are meant among the first :most, and whether there were so many to look at.
SELECT count(*) FILTER (WHERE w.is_meant) AS many, count(*) < :most AS is_all
  FROM (SELECT (:stage::text IS NULL OR c.stage = :stage)

-- fragment: among
               AS is_meant
          FROM customers.customers c
         WHERE c.tenant_id = :tenant_id AND c.merged_into IS NULL

-- name: so_many
-- include: looked_at
   AND (c.deleted_at IS NOT NULL) = :is_deleted
-- include: find.of_status
-- include: among
         LIMIT :most) AS w

-- name: so_many_blocked
-- include: looked_at
-- include: among
-- include: few.blocked
         LIMIT :most) AS w

-- name: so_many_suspended
-- include: looked_at
-- include: among
-- include: few.suspended
         LIMIT :most) AS w

-- name: so_many_deleted
-- include: looked_at
-- include: among
-- include: few.deleted
         LIMIT :most) AS w

-- name: newest_number
SELECT last FROM customers.counters WHERE tenant_id = :tenant_id
