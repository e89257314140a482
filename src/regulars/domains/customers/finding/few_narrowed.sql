-- fragment: reached
-- After a mass deletion even the few are many, and a rare tag or stage among them must not read them
-- all: this looks at :reach of them at most, along their own index. It gives those who are meant
-- and, as a signpost, the last one that it reached.
SELECT w.id, w.created_at, w.number, w.is_meant, w.place = :reach AS is_end
  FROM (SELECT c.id, c.created_at, c.number,
               (:stage::text IS NULL OR c.stage = :stage)

-- fragment: newest_first
                   AS is_meant,
               row_number() OVER (ORDER BY c.created_at DESC, c.id DESC) AS place
          FROM customers.customers c
         WHERE c.tenant_id = :tenant_id AND c.merged_into IS NULL
           AND (c.created_at, c.id) < (:after_key::timestamptz, :after_id::uuid)

-- fragment: newest_first_end
         ORDER BY c.created_at DESC, c.id DESC
         LIMIT :reach) AS w
 WHERE w.is_meant OR w.place = :reach
 ORDER BY w.created_at DESC, w.id DESC
 LIMIT :most

-- fragment: oldest_first
                   AS is_meant,
               row_number() OVER (ORDER BY c.created_at, c.id) AS place
          FROM customers.customers c
         WHERE c.tenant_id = :tenant_id AND c.merged_into IS NULL
           AND (c.created_at, c.id) > (:after_key::timestamptz, :after_id::uuid)

-- fragment: oldest_first_end
         ORDER BY c.created_at, c.id
         LIMIT :reach) AS w
 WHERE w.is_meant OR w.place = :reach
 ORDER BY w.created_at, w.id
 LIMIT :most

-- fragment: number_up
                   AS is_meant,
               row_number() OVER (ORDER BY c.number, c.id) AS place
          FROM customers.customers c
         WHERE c.tenant_id = :tenant_id AND c.merged_into IS NULL
           AND (c.number, c.id) > (:after_key::bigint, :after_id::uuid)

-- fragment: number_up_end
         ORDER BY c.number, c.id
         LIMIT :reach) AS w
 WHERE w.is_meant OR w.place = :reach
 ORDER BY w.number, w.id
 LIMIT :most

-- fragment: number_down
                   AS is_meant,
               row_number() OVER (ORDER BY c.number DESC, c.id DESC) AS place
          FROM customers.customers c
         WHERE c.tenant_id = :tenant_id AND c.merged_into IS NULL
           AND (c.number, c.id) < (:after_key::bigint, :after_id::uuid)

-- fragment: number_down_end
         ORDER BY c.number DESC, c.id DESC
         LIMIT :reach) AS w
 WHERE w.is_meant OR w.place = :reach
 ORDER BY w.number DESC, w.id DESC
 LIMIT :most

-- name: blocked_newest_first
-- include: reached
-- include: find.of_traits
-- include: newest_first
-- include: few.blocked
-- include: newest_first_end

-- name: blocked_oldest_first
-- include: reached
-- include: find.of_traits
-- include: oldest_first
-- include: few.blocked
-- include: oldest_first_end

-- name: blocked_number_up
-- include: reached
-- include: find.of_traits
-- include: number_up
-- include: few.blocked
-- include: number_up_end

-- name: blocked_number_down
-- include: reached
-- include: find.of_traits
-- include: number_down
-- include: few.blocked
-- include: number_down_end

-- name: suspended_newest_first
-- include: reached
-- include: find.of_traits
-- include: newest_first
-- include: few.suspended
-- include: newest_first_end

-- name: suspended_oldest_first
-- include: reached
-- include: find.of_traits
-- include: oldest_first
-- include: few.suspended
-- include: oldest_first_end

-- name: suspended_number_up
-- include: reached
-- include: find.of_traits
-- include: number_up
-- include: few.suspended
-- include: number_up_end

-- name: suspended_number_down
-- include: reached
-- include: find.of_traits
-- include: number_down
-- include: few.suspended
-- include: number_down_end

-- name: deleted_newest_first
-- include: reached
-- include: find.of_traits
-- include: newest_first
-- include: few.deleted
-- include: newest_first_end

-- name: deleted_oldest_first
-- include: reached
-- include: find.of_traits
-- include: oldest_first
-- include: few.deleted
-- include: oldest_first_end

-- name: deleted_number_up
-- include: reached
-- include: find.of_traits
-- include: number_up
-- include: few.deleted
-- include: number_up_end

-- name: deleted_number_down
-- include: reached
-- include: find.of_traits
-- include: number_down
-- include: few.deleted
-- include: number_down_end
