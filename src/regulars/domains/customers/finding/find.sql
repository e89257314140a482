-- fragment: narrowed
 WHERE c.tenant_id = :tenant_id
   AND c.merged_into IS NULL
   AND (c.deleted_at IS NOT NULL) = :is_deleted
   AND (:stage::text IS NULL OR c.stage = :stage)

-- fragment: of_status
-- As model.py says it of a customer, by the database's clock.
   AND (:status::text IS NULL OR :status = CASE
            WHEN c.state = 'blocked' THEN 'blocked'
            WHEN :status = 'unblocked' THEN 'unblocked'
            WHEN c.suspended_until > now() THEN 'suspended'
            WHEN c.stage = 'guest' AND c.last_login_at IS NULL THEN 'temporary'
            ELSE 'active' END)

-- fragment: of_company
-- Apart from the others: one statement for both would read past every other customer.
   AND c.company_id = :company_id

-- fragment: of_traits
   AND (:language::text IS NULL OR c.language = :language)
   AND (:kind::text IS NULL OR c.kind = :kind)
   AND (:tag::text IS NULL OR :tag = ANY (c.tags))

-- name: newest_first
-- include: rows.columns
-- include: rows.source
-- include: narrowed
   AND (c.created_at, c.id) < (:after_key::timestamptz, :after_id::uuid)
 ORDER BY c.created_at DESC, c.id DESC
 LIMIT :most

-- name: oldest_first
-- include: rows.columns
-- include: rows.source
-- include: narrowed
   AND (c.created_at, c.id) > (:after_key::timestamptz, :after_id::uuid)
 ORDER BY c.created_at ASC, c.id ASC
 LIMIT :most

-- name: number_up
-- include: rows.columns
-- include: rows.source
-- include: narrowed
   AND (c.number, c.id) > (:after_key::bigint, :after_id::uuid)
 ORDER BY c.number ASC, c.id ASC
 LIMIT :most

-- name: number_down
-- include: rows.columns
-- include: rows.source
-- include: narrowed
   AND (c.number, c.id) < (:after_key::bigint, :after_id::uuid)
 ORDER BY c.number DESC, c.id DESC
 LIMIT :most

-- name: company_newest_first
-- include: rows.columns
-- include: rows.source
-- include: narrowed
-- include: of_status
-- include: of_company
-- include: of_traits
   AND (c.created_at, c.id) < (:after_key::timestamptz, :after_id::uuid)
 ORDER BY c.created_at DESC, c.id DESC
 LIMIT :most

-- name: company_oldest_first
-- include: rows.columns
-- include: rows.source
-- include: narrowed
-- include: of_status
-- include: of_company
-- include: of_traits
   AND (c.created_at, c.id) > (:after_key::timestamptz, :after_id::uuid)
 ORDER BY c.created_at ASC, c.id ASC
 LIMIT :most

-- name: company_number_up
-- include: rows.columns
-- include: rows.source
-- include: narrowed
-- include: of_status
-- include: of_company
-- include: of_traits
   AND (c.number, c.id) > (:after_key::bigint, :after_id::uuid)
 ORDER BY c.number ASC, c.id ASC
 LIMIT :most

-- name: company_number_down
-- include: rows.columns
-- include: rows.source
-- include: narrowed
-- include: of_status
-- include: of_company
-- include: of_traits
   AND (c.number, c.id) < (:after_key::bigint, :after_id::uuid)
 ORDER BY c.number DESC, c.id DESC
 LIMIT :most

-- fragment: reached
-- Few may be of a language, a kind or a tag, or no guests, and under row security no index knows
-- tags: so this looks at :reach customers at most, along the index of the order. It gives those who are meant
-- and, as a signpost, the last one that it reached.
SELECT w.id, w.created_at, w.number, w.is_meant, w.place = :reach AS is_end
  FROM (SELECT c.id, c.created_at, c.number,
               (c.deleted_at IS NOT NULL) = :is_deleted
                   AND (:stage::text IS NULL OR c.stage = :stage)

-- fragment: reached_among
          FROM customers.customers c
         WHERE c.tenant_id = :tenant_id AND c.merged_into IS NULL

-- fragment: reached_end
         LIMIT :reach) AS w
 WHERE w.is_meant OR w.place = :reach

-- name: reached_newest_first
-- include: reached
-- include: of_status
-- include: of_traits
                   AS is_meant,
               row_number() OVER (ORDER BY c.created_at DESC, c.id DESC) AS place
-- include: reached_among
           AND (c.created_at, c.id) < (:after_key::timestamptz, :after_id::uuid)
         ORDER BY c.created_at DESC, c.id DESC
-- include: reached_end
 ORDER BY w.created_at DESC, w.id DESC
 LIMIT :most

-- name: reached_oldest_first
-- include: reached
-- include: of_status
-- include: of_traits
                   AS is_meant,
               row_number() OVER (ORDER BY c.created_at, c.id) AS place
-- include: reached_among
           AND (c.created_at, c.id) > (:after_key::timestamptz, :after_id::uuid)
         ORDER BY c.created_at, c.id
-- include: reached_end
 ORDER BY w.created_at, w.id
 LIMIT :most

-- name: reached_number_up
-- include: reached
-- include: of_status
-- include: of_traits
                   AS is_meant,
               row_number() OVER (ORDER BY c.number) AS place
-- include: reached_among
           AND c.number > :after_key::bigint
         ORDER BY c.number
-- include: reached_end
 ORDER BY w.number
 LIMIT :most

-- name: reached_number_down
-- include: reached
-- include: of_status
-- include: of_traits
                   AS is_meant,
               row_number() OVER (ORDER BY c.number DESC) AS place
-- include: reached_among
           AND c.number < :after_key::bigint
         ORDER BY c.number DESC
-- include: reached_end
 ORDER BY w.number DESC
 LIMIT :most

-- name: used_tags
-- Offered to choose from: what the newest customers bear, the most used first.
SELECT t.tag
  FROM (SELECT c.tags FROM customers.customers c
         WHERE c.tenant_id = :tenant_id AND c.merged_into IS NULL
         ORDER BY c.created_at DESC, c.id DESC
         LIMIT :reach) AS newest
 CROSS JOIN unnest(newest.tags) AS t (tag)
 GROUP BY t.tag
 ORDER BY count(*) DESC, t.tag
 LIMIT :most
