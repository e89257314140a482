-- name: mark_deleted
UPDATE customers.customers
   SET deleted_at = now(), updated_at = now(), version = version + 1,
       -- Their identifiers are released, so nothing is proven to be theirs any more.
       phone_verified_at = NULL, email_verified_at = NULL
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version, deleted_at

-- name: release_all
UPDATE customers.identifiers
   SET released_at = now()
 WHERE tenant_id = :tenant_id AND customer_id = :customer_id AND released_at IS NULL

-- name: take_back
UPDATE customers.identifiers
   SET released_at = NULL, verified_at = NULL
 WHERE tenant_id = :tenant_id
   AND customer_id = :customer_id
   AND token = ANY (:tokens::bytea[])

-- name: unmark_deleted
UPDATE customers.customers
   SET deleted_at = NULL, updated_at = now(), version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version, updated_at
