-- fragment: columns
-- Everything of a customer, with the key that opens them: one trip for a whole list.
SELECT c.id, c.number, c.stage, c.kind, c.state, c.language, c.gender, c.tags, c.branch_id,
       c.merged_into, c.default_address_id, c.person_key_id, c.sealed, c.version, c.created_at, c.updated_at,
       c.deleted_at, c.company_id, c.credit_limit_minor, c.currency, c.payment_terms_days,
       c.notification_preferences, c.orders_count, c.spend_minor, c.spend_currency,
       c.average_minor, c.tier, c.risk_score, c.segment, c.completed_at, c.pictured_at,
       c.phone_verified_at, c.email_verified_at, c.last_login_at,
       CASE WHEN c.suspended_until > now() THEN c.suspended_until END AS suspended_until,
       k.wrapped

-- fragment: source
  FROM customers.customers c
  JOIN vault.person_keys k ON k.tenant_id = c.tenant_id AND k.id = c.person_key_id

-- name: by_id
-- include: columns
-- include: source
 WHERE c.tenant_id = :tenant_id AND c.id = :id

-- name: by_id_locked
-- include: columns
-- include: source
 WHERE c.tenant_id = :tenant_id AND c.id = :id
   FOR UPDATE OF c

-- name: by_ids
-- include: columns
-- include: source
 WHERE c.tenant_id = :tenant_id AND c.id = ANY (:ids::uuid[])

-- name: visible
SELECT id FROM customers.customers
 WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[])
