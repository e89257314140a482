-- Who they are. One row a customer for life; the person inside is sealed.

CREATE EXTENSION IF NOT EXISTS intarray WITH SCHEMA public;
CREATE SCHEMA customers;
SELECT runtime.open_schema('customers');

CREATE TABLE customers.customers (
    tenant_id     uuid NOT NULL,
    id            uuid NOT NULL,
    number        bigint NOT NULL CHECK (number > 0),
    stage         text NOT NULL CHECK (stage IN ('guest', 'stub', 'full')),
    kind          text NOT NULL CHECK (kind IN ('person', 'company')),
    state         text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'blocked')),
    language      text CHECK (language IN ('en', 'ar')),
    gender        text CHECK (gender IN ('female', 'male')),
    tags          text[] NOT NULL DEFAULT '{}',
    branch_id     uuid,
    branch_refs   text[] NOT NULL DEFAULT '{}',
    merged_into   uuid,
    person_key_id uuid NOT NULL,
    sealed        bytea NOT NULL,
    tokens        int4[] NOT NULL DEFAULT '{}',
    token_epoch   integer NOT NULL,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    deleted_at    timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number)
);
SELECT runtime.tenant_table('customers.customers',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('customers.customers',
    'tenant_id=id id=id number=number stage=state kind=state state=state language=setting
     gender=state tags=tag branch_id=id branch_refs=id merged_into=id person_key_id=id
     sealed=sealed tokens=token token_epoch=number version=number created_at=time
     updated_at=time deleted_at=time');
ALTER TABLE customers.customers
    ADD CONSTRAINT customers_branch FOREIGN KEY (tenant_id, branch_id)
        REFERENCES tenants.branches (tenant_id, id),
    ADD CONSTRAINT customers_merged_into FOREIGN KEY (tenant_id, merged_into)
        REFERENCES customers.customers (tenant_id, id);
CREATE INDEX customers_newest ON customers.customers (tenant_id, created_at DESC, id DESC)
    WHERE merged_into IS NULL;
CREATE INDEX customers_by_branch ON customers.customers (tenant_id, branch_id);
CREATE INDEX customers_merged ON customers.customers (tenant_id, merged_into)
    WHERE merged_into IS NOT NULL;
CREATE INDEX customers_by_token ON customers.customers USING gin (tokens public.gin__int_ops);

-- Identifiers are rows. Stubs of one household may share a number; a verified one has one owner.
CREATE TABLE customers.identifiers (
    tenant_id   uuid NOT NULL,
    customer_id uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('phone', 'email')),
    token       bytea NOT NULL,
    token_epoch integer NOT NULL,
    verified_at timestamptz,
    released_at timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, customer_id, kind, token),
    -- Deferred: identifiers are written before the row whose number is drawn last.
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers.customers (tenant_id, id)
        DEFERRABLE INITIALLY DEFERRED
);
SELECT runtime.tenant_table('customers.identifiers',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('customers.identifiers',
    'tenant_id=id customer_id=id kind=state token=token token_epoch=number verified_at=time
     released_at=time created_at=time');
CREATE INDEX identifiers_by_token ON customers.identifiers (tenant_id, token) WHERE released_at IS NULL;
CREATE UNIQUE INDEX identifiers_one_verified_owner ON customers.identifiers (tenant_id, kind, token)
    WHERE verified_at IS NOT NULL AND released_at IS NULL;

-- Numbers without gaps: drawn as the last thing before the row itself.
CREATE TABLE customers.counters (
    tenant_id uuid PRIMARY KEY,
    last      bigint NOT NULL
);
SELECT runtime.tenant_table('customers.counters',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('customers.counters', 'tenant_id=id last=number');

-- How many there are by stage, kept by a reaction to facts; equal to a recount.
CREATE TABLE customers.tallies (
    tenant_id uuid NOT NULL,
    stage     text NOT NULL,
    many      bigint NOT NULL,
    PRIMARY KEY (tenant_id, stage)
);
SELECT runtime.tenant_table('customers.tallies', app => 'SELECT', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('customers.tallies', 'tenant_id=id stage=state many=count');

-- Draws numbers for a batch and returns the first of them.
CREATE FUNCTION customers.draw_numbers(tenant uuid, how_many integer) RETURNS bigint
    LANGUAGE sql VOLATILE SET search_path = ''
AS $$
    INSERT INTO customers.counters AS c (tenant_id, last) VALUES (tenant, how_many)
    ON CONFLICT (tenant_id) DO UPDATE SET last = c.last + excluded.last
    RETURNING last - how_many + 1
$$;
SELECT runtime.grant_function('customers.draw_numbers(uuid, integer)', 'app');
SELECT runtime.grant_function('customers.draw_numbers(uuid, integer)', 'work');

-- Find-or-make is decided under a lock on each token, taken in one order by everyone. Each
-- statement of a volatile function sees what committed while it waited for the lock.
CREATE FUNCTION customers.claim_tokens(tenant uuid, wanted bytea[])
    RETURNS TABLE (token bytea, kind text, customer_id uuid, verified_at timestamptz)
    LANGUAGE plpgsql VOLATILE SET search_path = ''
AS $$
BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(
                pg_catalog.hashtextextended(tenant::text || pg_catalog.encode(w.t, 'hex'), 1))
       FROM (SELECT DISTINCT t FROM unnest(wanted) AS t ORDER BY t) AS w;
    RETURN QUERY
        SELECT i.token, i.kind, i.customer_id, i.verified_at
          FROM customers.identifiers i
         WHERE i.tenant_id = tenant AND i.token = ANY (wanted) AND i.released_at IS NULL
         LIMIT 10000;
END $$;
SELECT runtime.grant_function('customers.claim_tokens(uuid, bytea[])', 'app');
SELECT runtime.grant_function('customers.claim_tokens(uuid, bytea[])', 'work');

-- Array operators are not leak-proof, so under row security their index goes unused. This
-- one function reads tokens, and what narrows and orders a list, as the search role: of the
-- transaction's tenant and branch only. It filters and orders before it cuts off at `most`, so
-- that a common name has pages like any other list.
CREATE FUNCTION customers.ids_by_tokens(
    tenant uuid, wanted int4[], of_stage text, of_state text, is_deleted boolean, sort text,
    after_time timestamptz, after_number bigint, after_id uuid, most integer)
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT c.id FROM customers.customers c
     WHERE c.tenant_id = tenant
       AND c.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND (current_setting('app.branch', true) = 'all'
            OR current_setting('app.branch', true) = ANY (c.branch_refs))
       AND c.tokens OPERATOR(public.@>) wanted
       AND c.merged_into IS NULL
       AND (c.deleted_at IS NOT NULL) = is_deleted
       AND (of_stage IS NULL OR c.stage = of_stage)
       AND (of_state IS NULL OR c.state = of_state)
       AND CASE sort WHEN '-created_at' THEN (c.created_at, c.id) < (after_time, after_id)
                     WHEN 'created_at'  THEN (c.created_at, c.id) > (after_time, after_id)
                     WHEN '-number'     THEN c.number < after_number
                     ELSE c.number > after_number END
     ORDER BY CASE WHEN sort = '-created_at' THEN c.created_at END DESC,
              CASE WHEN sort = 'created_at' THEN c.created_at END,
              CASE WHEN sort = '-number' THEN c.number END DESC,
              CASE WHEN sort = 'number' THEN c.number END,
              CASE WHEN sort = '-created_at' THEN c.id END DESC,
              c.id
     LIMIT most
$$;
SELECT runtime.give_to_search(
    'customers.ids_by_tokens(uuid, integer[], text, text, boolean, text, timestamptz, bigint, uuid, integer)');
SELECT runtime.search_reads('customers.customers',
    'tenant_id, id, tokens, branch_refs, merged_into, deleted_at, stage, state, created_at, number');
