-- name: by_number
SELECT id FROM customers.customers WHERE tenant_id = :tenant_id AND number = :number

-- name: candidates
SELECT f.id FROM customers.ids_by_tokens(:tenant_id, :wanted::int4[], :most) AS f (id)

-- name: keys
-- What sorting and filtering need, so that only the rows of one page are opened.
SELECT id, number, created_at
  FROM customers.customers
 WHERE tenant_id = :tenant_id
   AND id = ANY (:ids::uuid[])
   AND merged_into IS NULL
   AND (deleted_at IS NOT NULL) = :is_deleted
   AND (:stage::text IS NULL OR stage = :stage)
   AND (:state::text IS NULL OR state = :state)
