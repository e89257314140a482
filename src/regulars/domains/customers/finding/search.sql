-- name: by_number
SELECT c.id
  FROM customers.customers c
-- include: find.narrowed
-- include: find.of_status
-- include: find.of_traits
   AND c.number = :number
   AND (:company_id::uuid IS NULL OR c.company_id = :company_id)

-- name: by_tokens
SELECT f.id
  FROM customers.ids_by_tokens(
           :tenant_id, :wanted::int4[], :stage, :status, :is_deleted, :language,
           :kind, :tag, :company_id, :sort, :after_time, :after_number, :after_id, :most) AS f (id)
