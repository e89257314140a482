-- name: settle
-- The one UPDATE that says which address is the default. It touches the customer, so that
-- whoever kept their ETag learns of the addresses too.
UPDATE customers.customers
   SET default_address_id = :default_id, version = version + 1, updated_at = now(),
       -- The first time counts: an address that is deleted later does not undo it.
       completed_at = CASE WHEN :completes::boolean THEN coalesce(completed_at, now())
                           ELSE completed_at END
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING version

-- name: renew
-- Becoming the default, and ceasing to be, changes what an address shows.
UPDATE customers.addresses
   SET version = version + 1, updated_at = now()
 WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[])
