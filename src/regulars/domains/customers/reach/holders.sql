-- name: hold
SELECT customers.hold_tokens(
    :tenant_id, :tokens::bytea[], :others::uuid[], :only_proven::boolean, :most)

-- name: holders
-- `s` is who is left of a merge. Long unseen is an identifier that was proven long ago, of somebody
-- who has not signed in for as long. PostgreSQL takes a coalesce for a leak, and would look at every
-- customer before it compared with one; a CASE it does not.
SELECT i.customer_id AS held_by, i.verified_at, s.id AS customer_id, s.kind,
       s.state = 'blocked' OR coalesce(s.suspended_until > now(), false) AS is_shut_out,
       coalesce(greatest(i.verified_at, s.last_login_at)
                < now() - make_interval(months => :months::integer), false) AS is_stale,
       s.phone_verified_at IS NOT NULL AS has_phone,
       s.email_verified_at IS NOT NULL AS has_email
  FROM customers.identifiers i
  JOIN customers.customers c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id
  JOIN customers.customers s
    ON s.tenant_id = i.tenant_id
   AND s.id = CASE WHEN c.merged_into IS NULL THEN c.id ELSE c.merged_into END
 WHERE i.tenant_id = :tenant_id AND i.token = :token AND i.kind = :kind
   AND i.released_at IS NULL AND s.deleted_at IS NULL
 ORDER BY (s.id = :about::uuid) IS TRUE DESC, i.verified_at NULLS LAST, is_shut_out DESC,
          i.customer_id
 LIMIT :most
