-- Every change is a fact, written in the transaction that made it.

CREATE SCHEMA journal;
SELECT runtime.open_schema('journal');

CREATE TABLE journal.facts (
    tenant_id    uuid NOT NULL,
    id           uuid NOT NULL,
    name         text NOT NULL,
    version      integer NOT NULL,
    subject_kind text NOT NULL,
    subject_id   uuid NOT NULL,
    related_id   uuid,
    subject_seq  bigint NOT NULL,
    actor_kind   text NOT NULL CHECK (actor_kind IN ('staff', 'key', 'customer', 'system', 'operator')),
    actor_id     uuid,
    on_behalf_of uuid,
    branch_id    uuid,
    origin       text NOT NULL CHECK (origin IN ('live', 'import', 'backfill', 'undo', 'merge', 'system')),
    cause_id     uuid,
    request_id   text,
    occurred_at  timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    data         jsonb NOT NULL,
    sealed       bytea,
    PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);
SELECT runtime.tenant_table('journal.facts', app => 'SELECT, INSERT', work => 'SELECT, INSERT');
SELECT runtime.append_only('journal.facts');
SELECT runtime.classify('journal.facts',
    'tenant_id=id id=id name=state version=number subject_kind=state subject_id=id related_id=id
     subject_seq=number actor_kind=state actor_id=id on_behalf_of=id branch_id=id origin=state
     cause_id=id request_id=id occurred_at=time recorded_at=time data=fact sealed=sealed');
CREATE INDEX facts_by_subject ON journal.facts (tenant_id, subject_id, occurred_at DESC, id DESC);
CREATE INDEX facts_by_related ON journal.facts (tenant_id, related_id, occurred_at DESC, id DESC)
    WHERE related_id IS NOT NULL;

CREATE TABLE journal.facts_default PARTITION OF journal.facts DEFAULT;
SELECT runtime.dress_part('journal.facts_default');

-- Narrow and short-lived: the relay empties it. Its insert costs a fifth of a notify's.
CREATE TABLE journal.pending (
    tenant_id uuid NOT NULL,
    fact_id   uuid NOT NULL,
    name      text NOT NULL,
    PRIMARY KEY (tenant_id, fact_id)
);
SELECT runtime.tenant_table('journal.pending',
    app => 'INSERT', work => 'SELECT, INSERT, UPDATE, DELETE');
SELECT runtime.classify('journal.pending', 'tenant_id=id fact_id=id name=state');

-- Facts and their pending rows in one round trip. `occurred` may hold nulls: then it is now.
CREATE FUNCTION journal.record(
    tenant uuid, ids uuid[], names text[], versions integer[], subject_kinds text[],
    subject_ids uuid[], related_ids uuid[], subject_seqs bigint[], occurred timestamptz[],
    bodies jsonb[], seals bytea[], actor_kind text, actor_id uuid, on_behalf_of uuid,
    branch_id uuid, origin text, cause_id uuid, request_id text) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = ''
AS $$
BEGIN
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
SELECT runtime.grant_function(f, part)
  FROM pg_catalog.pg_proc p, LATERAL (SELECT p.oid::regprocedure) AS o (f),
       unnest(ARRAY['app', 'work']) AS part
 WHERE p.oid = 'journal.record'::regproc;

-- Once per fact and reaction: the primary key is the promise.
CREATE TABLE journal.deliveries (
    tenant_id  uuid NOT NULL,
    fact_id    uuid NOT NULL,
    reaction   text NOT NULL,
    state      text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
    reason     text,
    created_at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz,
    PRIMARY KEY (tenant_id, fact_id, reaction)
);
SELECT runtime.tenant_table('journal.deliveries',
    app => 'SELECT', work => 'SELECT, INSERT, UPDATE, DELETE');
SELECT runtime.classify('journal.deliveries',
    'tenant_id=id fact_id=id reaction=state state=state reason=state created_at=time settled_at=time');
CREATE INDEX deliveries_unsettled ON journal.deliveries (tenant_id, state, fact_id) WHERE state <> 'done';

-- Each tenant's hash chain; its head is the row that two relays wait for.
CREATE TABLE journal.heads (
    tenant_id uuid PRIMARY KEY,
    seq       bigint NOT NULL,
    hash      bytea NOT NULL
);
SELECT runtime.tenant_table('journal.heads', app => 'SELECT', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('journal.heads', 'tenant_id=id seq=number hash=proof');

CREATE TABLE journal.chain (
    tenant_id uuid NOT NULL,
    seq       bigint NOT NULL,
    fact_id   uuid NOT NULL,
    hash      bytea NOT NULL,
    PRIMARY KEY (tenant_id, seq),
    UNIQUE (tenant_id, fact_id)
);
SELECT runtime.tenant_table('journal.chain', app => 'SELECT', work => 'SELECT, INSERT');
SELECT runtime.append_only('journal.chain');
SELECT runtime.classify('journal.chain', 'tenant_id=id seq=number fact_id=id hash=proof');

-- Which tenants have facts waiting, ids only: the relay takes one tenant a batch.
CREATE FUNCTION journal.waiting_tenants(most integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    WITH RECURSIVE tenants AS (
        (SELECT tenant_id FROM journal.pending ORDER BY tenant_id LIMIT 1)
        UNION ALL
        SELECT (SELECT p.tenant_id FROM journal.pending p
                 WHERE p.tenant_id > tenants.tenant_id ORDER BY p.tenant_id LIMIT 1)
          FROM tenants WHERE tenants.tenant_id IS NOT NULL
    )
    SELECT tenant_id FROM tenants WHERE tenant_id IS NOT NULL LIMIT most
$$;
SELECT runtime.give_to_search('journal.waiting_tenants(integer)');
SELECT runtime.search_reads('journal.pending', 'tenant_id');

-- The worker makes parts ahead of time; only the owner may create tables, so it asks here.
CREATE FUNCTION journal.make_parts(until date) RETURNS integer
    LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$
    SELECT runtime.make_month_parts('journal.facts', now()::date, least(until, (now() + interval '1 year')::date))
$$;
SELECT runtime.grant_function('journal.make_parts(date)', 'work');
SELECT journal.make_parts((now() + interval '3 months')::date);
