-- name: newest_first
SELECT c.id, c.number, c.stage, c.kind, c.state, c.language, c.gender, c.tags, c.branch_id,
       c.merged_into, c.person_key_id, c.sealed, c.version, c.created_at, c.updated_at,
       c.deleted_at, k.wrapped
  FROM customers.customers c
  JOIN vault.person_keys k ON k.tenant_id = c.tenant_id AND k.id = c.person_key_id
 WHERE c.tenant_id = :tenant_id
   AND c.merged_into IS NULL
   AND (c.deleted_at IS NOT NULL) = :is_deleted
   AND (:stage::text IS NULL OR c.stage = :stage)
   AND (:state::text IS NULL OR c.state = :state)
   AND (c.created_at, c.id) < (:after_key::timestamptz, :after_id::uuid)
 ORDER BY c.created_at DESC, c.id DESC
 LIMIT :most

-- name: oldest_first
SELECT c.id, c.number, c.stage, c.kind, c.state, c.language, c.gender, c.tags, c.branch_id,
       c.merged_into, c.person_key_id, c.sealed, c.version, c.created_at, c.updated_at,
       c.deleted_at, k.wrapped
  FROM customers.customers c
  JOIN vault.person_keys k ON k.tenant_id = c.tenant_id AND k.id = c.person_key_id
 WHERE c.tenant_id = :tenant_id
   AND c.merged_into IS NULL
   AND (c.deleted_at IS NOT NULL) = :is_deleted
   AND (:stage::text IS NULL OR c.stage = :stage)
   AND (:state::text IS NULL OR c.state = :state)
   AND (c.created_at, c.id) > (:after_key::timestamptz, :after_id::uuid)
 ORDER BY c.created_at ASC, c.id ASC
 LIMIT :most

-- name: number_up
SELECT c.id, c.number, c.stage, c.kind, c.state, c.language, c.gender, c.tags, c.branch_id,
       c.merged_into, c.person_key_id, c.sealed, c.version, c.created_at, c.updated_at,
       c.deleted_at, k.wrapped
  FROM customers.customers c
  JOIN vault.person_keys k ON k.tenant_id = c.tenant_id AND k.id = c.person_key_id
 WHERE c.tenant_id = :tenant_id
   AND c.merged_into IS NULL
   AND (c.deleted_at IS NOT NULL) = :is_deleted
   AND (:stage::text IS NULL OR c.stage = :stage)
   AND (:state::text IS NULL OR c.state = :state)
   AND (c.number, c.id) > (:after_key::bigint, :after_id::uuid)
 ORDER BY c.number ASC, c.id ASC
 LIMIT :most

-- name: number_down
SELECT c.id, c.number, c.stage, c.kind, c.state, c.language, c.gender, c.tags, c.branch_id,
       c.merged_into, c.person_key_id, c.sealed, c.version, c.created_at, c.updated_at,
       c.deleted_at, k.wrapped
  FROM customers.customers c
  JOIN vault.person_keys k ON k.tenant_id = c.tenant_id AND k.id = c.person_key_id
 WHERE c.tenant_id = :tenant_id
   AND c.merged_into IS NULL
   AND (c.deleted_at IS NOT NULL) = :is_deleted
   AND (:stage::text IS NULL OR c.stage = :stage)
   AND (:state::text IS NULL OR c.state = :state)
   AND (c.number, c.id) < (:after_key::bigint, :after_id::uuid)
 ORDER BY c.number DESC, c.id DESC
 LIMIT :most
