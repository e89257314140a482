-- name: held_company
-- Held, so that it cannot stop being a company while somebody becomes its contact.
SELECT kind
  FROM customers.customers
 WHERE tenant_id = :tenant_id AND id = :id AND deleted_at IS NULL AND merged_into IS NULL
   FOR SHARE

-- name: has_contacts
-- Of any branch: those that the caller does not see are its contacts too.
SELECT customers.has_contacts(:tenant_id, :company_id)

-- name: somebody_else_has
SELECT EXISTS (SELECT 1 FROM customers.identifiers
                WHERE tenant_id = :tenant_id AND token = :token AND customer_id <> :customer_id
                  AND released_at IS NULL)
