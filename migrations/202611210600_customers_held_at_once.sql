-- Who has an identifier is held with the identifier itself: records first and tokens second, as
-- everybody who changes a customer takes them. Whoever came in between the two would be held by
-- nobody, and could be blocked while somebody is let in as them. Waiting for them with the token in
-- hand would be the wrong order: so everything is let go of, and begun again with them.

-- The proven owner first, then the eldest; and who is left where a record was merged into another.
CREATE FUNCTION customers.holders_of_tokens(
    tenant uuid, wanted bytea[], others uuid[], only_proven boolean, most integer) RETURNS uuid[]
    LANGUAGE sql STABLE SET search_path = ''
AS $$
    SELECT coalesce(array_agg(DISTINCT found.id ORDER BY found.id), '{}')
      FROM (SELECT unnest(others) AS id
             UNION ALL
            SELECT both_ends.id
              FROM unnest(wanted) AS w (token)
             CROSS JOIN LATERAL (SELECT i.customer_id
                                   FROM customers.identifiers i
                                  WHERE i.tenant_id = tenant AND i.token = w.token
                                    AND i.released_at IS NULL
                                    AND (NOT only_proven OR i.verified_at IS NOT NULL)
                                  ORDER BY i.verified_at NULLS LAST, i.customer_id
                                  LIMIT most) AS h
              JOIN customers.customers c ON c.tenant_id = tenant AND c.id = h.customer_id
             CROSS JOIN LATERAL (VALUES (c.id), (c.merged_into)) AS both_ends (id)
             WHERE both_ends.id IS NOT NULL) AS found
$$;
SELECT runtime.grant_function(
    'customers.holders_of_tokens(uuid, bytea[], uuid[], boolean, integer)', 'app');
SELECT runtime.grant_function(
    'customers.holders_of_tokens(uuid, bytea[], uuid[], boolean, integer)', 'work');

-- A block that fails gives back the locks it took, of rows and of tokens alike.
CREATE FUNCTION customers.hold_tokens(
    tenant uuid, wanted bytea[], others uuid[], only_proven boolean, most integer) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = ''
AS $$
DECLARE
    who     uuid[] := customers.holders_of_tokens(tenant, wanted, others, only_proven, most);
    since   uuid[];
    one     uuid;
    claimed bytea;
BEGIN
    FOR turn IN 1..10 LOOP
        BEGIN
            FOREACH one IN ARRAY who LOOP
                PERFORM FROM customers.customers c
                  WHERE c.tenant_id = tenant AND c.id = one FOR UPDATE;
            END LOOP;
            FOR claimed IN SELECT DISTINCT w.token FROM unnest(wanted) AS w (token) ORDER BY 1 LOOP
                PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(
                    tenant::text || pg_catalog.encode(claimed, 'hex'), 1));
            END LOOP;
            since := customers.holders_of_tokens(tenant, wanted, others, only_proven, most);
            IF since OPERATOR(pg_catalog.<@) who THEN
                RETURN;
            END IF;
            RAISE EXCEPTION USING ERRCODE = 'RH001';
        EXCEPTION WHEN SQLSTATE 'RH001' THEN
            who := since;
        END;
    END LOOP;
    RAISE EXCEPTION USING ERRCODE = 'lock_not_available',
        MESSAGE = 'others came in between, again and again';
END $$;
SELECT runtime.grant_function(
    'customers.hold_tokens(uuid, bytea[], uuid[], boolean, integer)', 'app');
SELECT runtime.grant_function(
    'customers.hold_tokens(uuid, bytea[], uuid[], boolean, integer)', 'work');
