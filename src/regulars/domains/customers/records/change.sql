-- name: change
UPDATE customers.customers
   SET stage       = :stage,
       kind        = :kind,
       language    = :language,
       gender      = :gender,
       tags        = :tags,
       branch_id   = :branch_id,
       company_id  = :company_id,
       currency    = :currency,
       credit_limit_minor       = :credit_limit_minor,
       payment_terms_days       = :payment_terms_days,
       notification_preferences = :notification_preferences,
       birth_year_band          = :birth_year_band,
       -- The first time counts; what is taken away again later does not undo it.
       completed_at = CASE WHEN :completes::boolean THEN coalesce(completed_at, now())
                           ELSE completed_at END,
       -- Branches that came to know the customer keep seeing them.
       branch_refs = CASE WHEN :branch_id::uuid IS NULL OR :branch_id::text = ANY (branch_refs)
                          THEN branch_refs ELSE branch_refs || :branch_id::text END,
       -- As the identifiers have it that stay: a new one is unproven.
       phone_verified_at = :phone_verified_at,
       email_verified_at = :email_verified_at,
       sealed      = :sealed,
       tokens      = :tokens,
       token_epoch = :token_epoch,
       version     = :version,
       updated_at  = now()
 WHERE tenant_id = :tenant_id AND id = :id
RETURNING updated_at, completed_at

-- name: show_addresses
UPDATE customers.addresses a
   SET branch_refs = c.branch_refs
  FROM customers.customers c
 WHERE a.tenant_id = :tenant_id AND a.customer_id = :id
   AND c.tenant_id = :tenant_id AND c.id = a.customer_id

-- name: take_identifiers
-- Somebody who comes back to an old number has its row already, released.
INSERT INTO customers.identifiers AS i (tenant_id, customer_id, kind, token, token_epoch)
SELECT :tenant_id, :customer_id, g.kind, g.token, :token_epoch
  FROM unnest(:kinds::text[], :tokens::bytea[]) AS g (kind, token)
ON CONFLICT (tenant_id, customer_id, kind, token) DO UPDATE
   SET released_at = NULL, verified_at = NULL, token_epoch = excluded.token_epoch

-- name: release_identifiers
UPDATE customers.identifiers
   SET released_at = now()
 WHERE tenant_id = :tenant_id
   AND customer_id = :customer_id
   AND token = ANY (:tokens::bytea[])
   AND released_at IS NULL
