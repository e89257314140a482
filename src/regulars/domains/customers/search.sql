-- name: by_number
SELECT id
  FROM customers.customers
 WHERE tenant_id = :tenant_id
   AND number = :number
   AND merged_into IS NULL
   AND (deleted_at IS NOT NULL) = :is_deleted
   AND (:stage::text IS NULL OR stage = :stage)
   AND (:state::text IS NULL OR state = :state)
   AND (:language::text IS NULL OR language = :language)
   AND (:kind::text IS NULL OR kind = :kind)
   AND (:tag::text IS NULL OR :tag = ANY (tags))
   AND (:company_id::uuid IS NULL OR company_id = :company_id)

-- name: by_tokens
SELECT f.id
  FROM customers.ids_by_tokens(
           :tenant_id, :wanted::int4[], :stage, :state, :is_deleted, :language,
           :kind, :tag, :company_id, :sort, :after_time, :after_number, :after_id, :most) AS f (id)
