-- The two functions that every new customer passes through, in fewer steps for the usual case: one
-- number, one fact. What they promise stays the same.

CREATE OR REPLACE FUNCTION customers.claim_tokens(tenant uuid, wanted bytea[])
    RETURNS TABLE (token bytea, kind text, customer_id uuid, verified_at timestamptz)
    LANGUAGE plpgsql VOLATILE SET search_path = ''
AS $$
DECLARE
    claimed bytea;
    is_held boolean;
BEGIN
    IF pg_catalog.cardinality(wanted) > 1 THEN
        wanted := ARRAY(SELECT DISTINCT t FROM pg_catalog.unnest(wanted) AS t ORDER BY t);
    END IF;
    FOREACH claimed IN ARRAY wanted LOOP
        is_held := pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(
            tenant::text || pg_catalog.encode(claimed, 'hex'), 1)) IS NULL;
    END LOOP;
    RETURN QUERY
        SELECT i.token, i.kind, i.customer_id, i.verified_at
          FROM customers.identifiers i
         WHERE i.tenant_id = tenant AND i.token = ANY (wanted) AND i.released_at IS NULL
         LIMIT 10000;
END $$;

CREATE OR REPLACE FUNCTION journal.record(
    tenant uuid, ids uuid[], names text[], versions integer[], subject_kinds text[],
    subject_ids uuid[], related_ids uuid[], subject_seqs bigint[], occurred timestamptz[],
    bodies jsonb[], seals bytea[], actor_kind text, actor_id uuid, on_behalf_of uuid,
    branch_id uuid, origin text, cause_id uuid, request_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = ''
AS $$
BEGIN
    IF pg_catalog.cardinality(ids) = 1 THEN
        INSERT INTO journal.facts (
            tenant_id, id, name, version, subject_kind, subject_id, related_id, subject_seq,
            occurred_at, data, sealed, actor_kind, actor_id, on_behalf_of, branch_id, origin,
            cause_id, request_id)
        VALUES (
            tenant, ids[1], names[1], versions[1], subject_kinds[1], subject_ids[1],
            related_ids[1], subject_seqs[1], coalesce(occurred[1], now()), bodies[1], seals[1],
            record.actor_kind, record.actor_id, record.on_behalf_of, record.branch_id,
            record.origin, record.cause_id, record.request_id);
        INSERT INTO journal.pending (tenant_id, fact_id, name) VALUES (tenant, ids[1], names[1]);
        RETURN;
    END IF;
    INSERT INTO journal.facts (
        tenant_id, id, name, version, subject_kind, subject_id, related_id, subject_seq,
        occurred_at, data, sealed, actor_kind, actor_id, on_behalf_of, branch_id, origin,
        cause_id, request_id)
    SELECT tenant, f.id, f.name, f.version, f.subject_kind, f.subject_id, f.related_id,
           f.subject_seq, coalesce(f.occurred_at, now()), f.body, f.seal,
           record.actor_kind, record.actor_id, record.on_behalf_of, record.branch_id,
           record.origin, record.cause_id, record.request_id
      FROM unnest(ids, names, versions, subject_kinds, subject_ids, related_ids, subject_seqs,
                  occurred, bodies, seals)
        AS f (id, name, version, subject_kind, subject_id, related_id, subject_seq,
              occurred_at, body, seal);
    INSERT INTO journal.pending (tenant_id, fact_id, name)
    SELECT tenant, p.id, p.name FROM unnest(ids, names) AS p (id, name);
END $$;
