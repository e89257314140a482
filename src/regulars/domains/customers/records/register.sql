-- name: claim
-- Locks first, looks second: a look-up that began before the lock would miss who came first.
SELECT token, kind, customer_id, verified_at
  FROM customers.claim_tokens(:tenant_id, :tokens::bytea[])

-- name: insert_identifiers
INSERT INTO customers.identifiers (tenant_id, customer_id, kind, token, token_epoch)
SELECT :tenant_id, i.customer_id, i.kind, i.token, :token_epoch
  FROM unnest(:customer_ids::uuid[], :kinds::text[], :tokens::bytea[])
    AS i (customer_id, kind, token)

-- name: insert
-- The counter row is locked from here to the commit, so this comes after every check and
-- every other lock. Tags and tokens travel as text because arrays of arrays must be square.
INSERT INTO customers.customers (
    tenant_id, id, number, stage, kind, language, gender, tags, branch_id, branch_refs,
    company_id, credit_limit_minor, currency, payment_terms_days, notification_preferences,
    birth_year_band, person_key_id, sealed, tokens, token_epoch, created_at,
    updated_at)
SELECT :tenant_id, c.id, drawn.first + c.place - 1, c.stage, c.kind, c.language, c.gender,
       string_to_array(c.tags, E'\x1f'), c.branch_id,
       array_remove(ARRAY[c.branch_id::text], NULL),
       c.company_id, c.credit_limit, c.currency, c.terms, string_to_array(c.wishes, E'\x1f'),
       c.band, c.person_key_id, c.sealed, c.tokens::int4[], :token_epoch,
       coalesce(c.created_at, now()), coalesce(c.created_at, now())
  FROM (SELECT customers.draw_numbers(:tenant_id, :how_many)) AS drawn (first),
       unnest(:ids::uuid[], :stages::text[], :kinds::text[], :languages::text[],
              :genders::text[], :tags::text[], :branches::uuid[], :companies::uuid[],
              :credit_limits::bigint[], :currencies::text[], :terms::integer[],
              :wishes::text[], :bands::integer[], :person_keys::uuid[],
              :seals::bytea[], :tokens::text[], :created::timestamptz[])
         WITH ORDINALITY
         AS c (id, stage, kind, language, gender, tags, branch_id, company_id, credit_limit,
               currency, terms, wishes, band, person_key_id, sealed, tokens,
               created_at, place)
RETURNING id, number, created_at
