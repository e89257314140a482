-- name: by_number
-- Whoever the number was given to, deleted or merged away too: the trail tells of everybody.
SELECT id FROM customers.customers WHERE tenant_id = :tenant_id AND number = :number

-- name: numbers
SELECT id, number FROM customers.customers
 WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[])
