-- fragment: narrowed
 WHERE c.tenant_id = :tenant_id
   AND c.merged_into IS NULL
   AND (c.deleted_at IS NOT NULL) = :is_deleted
   AND (:stage::text IS NULL OR c.stage = :stage)
   AND (:state::text IS NULL OR c.state = :state)

-- fragment: of_company
-- Apart from the others: one statement for both would read past every other customer.
   AND c.company_id = :company_id

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
-- include: of_company
   AND (c.created_at, c.id) < (:after_key::timestamptz, :after_id::uuid)
 ORDER BY c.created_at DESC, c.id DESC
 LIMIT :most

-- name: company_oldest_first
-- include: rows.columns
-- include: rows.source
-- include: narrowed
-- include: of_company
   AND (c.created_at, c.id) > (:after_key::timestamptz, :after_id::uuid)
 ORDER BY c.created_at ASC, c.id ASC
 LIMIT :most

-- name: company_number_up
-- include: rows.columns
-- include: rows.source
-- include: narrowed
-- include: of_company
   AND (c.number, c.id) > (:after_key::bigint, :after_id::uuid)
 ORDER BY c.number ASC, c.id ASC
 LIMIT :most

-- name: company_number_down
-- include: rows.columns
-- include: rows.source
-- include: narrowed
-- include: of_company
   AND (c.number, c.id) < (:after_key::bigint, :after_id::uuid)
 ORDER BY c.number DESC, c.id DESC
 LIMIT :most
