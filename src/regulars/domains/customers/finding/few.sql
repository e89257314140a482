-- fragment: among
-- Who is meant stands in clear below, as in the index of the same name: a plan that is made before
-- the values are known takes it all the same.
 WHERE c.tenant_id = :tenant_id
   AND c.merged_into IS NULL

-- fragment: blocked
   AND c.state = 'blocked' AND c.deleted_at IS NULL

-- fragment: suspended
   AND c.suspended_until > now() AND c.state = 'active' AND c.deleted_at IS NULL

-- fragment: deleted
   AND c.deleted_at IS NOT NULL

-- fragment: newest_first
   AND (c.created_at, c.id) < (:after_key::timestamptz, :after_id::uuid)
 ORDER BY c.created_at DESC, c.id DESC
 LIMIT :most

-- fragment: oldest_first
   AND (c.created_at, c.id) > (:after_key::timestamptz, :after_id::uuid)
 ORDER BY c.created_at ASC, c.id ASC
 LIMIT :most

-- fragment: number_up
   AND (c.number, c.id) > (:after_key::bigint, :after_id::uuid)
 ORDER BY c.number ASC, c.id ASC
 LIMIT :most

-- fragment: number_down
   AND (c.number, c.id) < (:after_key::bigint, :after_id::uuid)
 ORDER BY c.number DESC, c.id DESC
 LIMIT :most

-- name: blocked_newest_first
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: blocked
-- include: newest_first

-- name: blocked_oldest_first
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: blocked
-- include: oldest_first

-- name: blocked_number_up
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: blocked
-- include: number_up

-- name: blocked_number_down
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: blocked
-- include: number_down

-- name: suspended_newest_first
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: suspended
-- include: newest_first

-- name: suspended_oldest_first
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: suspended
-- include: oldest_first

-- name: suspended_number_up
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: suspended
-- include: number_up

-- name: suspended_number_down
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: suspended
-- include: number_down

-- name: deleted_newest_first
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: deleted
-- include: newest_first

-- name: deleted_oldest_first
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: deleted
-- include: oldest_first

-- name: deleted_number_up
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: deleted
-- include: number_up

-- name: deleted_number_down
-- include: rows.columns
-- include: rows.source
-- include: among
-- include: deleted
-- include: number_down
