-- What the statistics are read from: how many there are, and what happened on which day. A
-- reaction keeps them; `regulars recount` proves them.

-- How each customer was counted last. Counting anew takes exactly this back first, so a fact
-- that comes twice, late or out of order changes nothing that it should not.
CREATE TABLE customers.counted (
    tenant_id     uuid NOT NULL,
    customer_id   uuid NOT NULL,
    time_zone     text NOT NULL DEFAULT '',
    branch        text NOT NULL DEFAULT '',
    stage         text NOT NULL DEFAULT '',
    kind          text NOT NULL DEFAULT '',
    language      text NOT NULL DEFAULT '',
    -- 'none' is counted nowhere: not yet, or a signpost to somebody else.
    state         text NOT NULL DEFAULT 'none'
        CHECK (state IN ('none', 'active', 'blocked', 'deleted')),
    came_as   text NOT NULL DEFAULT '',
    registered_on date,
    stub_on       date,
    full_on       date,
    PRIMARY KEY (tenant_id, customer_id)
);
SELECT runtime.tenant_table('customers.counted',
    app => '', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('customers.counted',
    'tenant_id=id customer_id=id time_zone=setting branch=id stage=state kind=state
     language=setting state=state came_as=state registered_on=time stub_on=time full_on=time');

-- The first tallies were by stage alone.
-- squawk-ignore ban-drop-table
DROP TABLE customers.tallies;

-- How many there are, in cells small enough to add up any way. An empty branch or language is
-- one that nobody stated.
CREATE TABLE customers.tallies (
    tenant_id   uuid NOT NULL,
    branch      text NOT NULL,
    stage       text NOT NULL,
    kind        text NOT NULL,
    language    text NOT NULL,
    state       text NOT NULL,
    branch_refs text[] NOT NULL,
    many        bigint NOT NULL,
    PRIMARY KEY (tenant_id, branch, stage, kind, language, state)
);
SELECT runtime.tenant_table('customers.tallies',
    app => 'SELECT', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('customers.tallies',
    'tenant_id=id branch=id stage=state kind=state language=setting state=state branch_refs=id
     many=count');

-- What happened on which day of the tenant's. `since` is the day on which the stage that was
-- left had been reached; who came in anew came in that very day.
CREATE TABLE customers.daily (
    tenant_id   uuid NOT NULL,
    day         date NOT NULL,
    branch      text NOT NULL,
    step        text NOT NULL CHECK (step IN (
        'guest', 'stub', 'full', 'guest_to_stub', 'stub_to_full', 'guest_to_full')),
    since       date NOT NULL,
    branch_refs text[] NOT NULL,
    many        bigint NOT NULL,
    PRIMARY KEY (tenant_id, day, branch, step, since)
);
SELECT runtime.tenant_table('customers.daily',
    app => 'SELECT', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('customers.daily',
    'tenant_id=id day=time branch=id step=state since=time branch_refs=id many=count');

-- Whoever counts a customer holds their row here until the commit. A later statement of the
-- same unit of work then sees what the one before committed.
CREATE FUNCTION customers.hold_counted(tenant uuid, wanted uuid[])
    RETURNS SETOF customers.counted
    LANGUAGE plpgsql VOLATILE SET search_path = ''
AS $$
BEGIN
    INSERT INTO customers.counted (tenant_id, customer_id)
    SELECT tenant, w.id FROM (SELECT DISTINCT unnest(wanted) AS id ORDER BY 1) AS w
    ON CONFLICT (tenant_id, customer_id) DO NOTHING;
    RETURN QUERY
        SELECT c.* FROM customers.counted c
         WHERE c.tenant_id = tenant AND c.customer_id = ANY (wanted)
         ORDER BY c.customer_id
           FOR UPDATE;
END $$;
SELECT runtime.grant_function('customers.hold_counted(uuid, uuid[])', 'work');

-- The row knows the stage, the journal knows when each was reached: facts are kept for ever.
CREATE FUNCTION customers.stages_reached(tenant uuid, wanted uuid[])
    RETURNS TABLE (customer_id uuid, came_as text, stub_at timestamptz, full_at timestamptz)
    LANGUAGE sql STABLE SET search_path = ''
AS $$
    SELECT f.subject_id,
           max(f.data ->> 'stage') FILTER (WHERE f.name = 'customers.registered'),
           min(f.occurred_at) FILTER (
               WHERE f.name = 'customers.upgraded' AND f.data ->> 'stage' = 'stub'),
           min(f.occurred_at) FILTER (
               WHERE f.name = 'customers.upgraded' AND f.data ->> 'stage' = 'full')
      FROM journal.facts f
     WHERE f.tenant_id = tenant
       AND f.subject_id = ANY (wanted)
       AND f.name IN ('customers.registered', 'customers.upgraded')
     GROUP BY f.subject_id
$$;
SELECT runtime.grant_function('customers.stages_reached(uuid, uuid[])', 'work');

-- The roll-ups as they follow from how each customer was counted, added up from nothing.
CREATE FUNCTION customers.tallies_recounted(tenant uuid)
    RETURNS TABLE (branch text, stage text, kind text, language text, state text, many bigint)
    LANGUAGE sql STABLE SET search_path = ''
AS $$
    SELECT c.branch, c.stage, c.kind, c.language, c.state, count(*)
      FROM customers.counted c
     WHERE c.tenant_id = tenant AND c.state <> 'none'
     GROUP BY c.branch, c.stage, c.kind, c.language, c.state
$$;
SELECT runtime.grant_function('customers.tallies_recounted(uuid)', 'work');

CREATE FUNCTION customers.daily_recounted(tenant uuid)
    RETURNS TABLE (day date, branch text, step text, since date, many bigint)
    LANGUAGE sql STABLE SET search_path = ''
AS $$
    SELECT s.day, c.branch, s.step, s.since, count(*)
      FROM customers.counted c,
           LATERAL (VALUES
               (c.registered_on, c.came_as, c.registered_on, true),
               (c.stub_on, 'guest_to_stub', c.registered_on, c.stub_on IS NOT NULL),
               (c.full_on, 'stub_to_full', coalesce(c.stub_on, c.registered_on),
                c.full_on IS NOT NULL AND (c.stub_on IS NOT NULL OR c.came_as = 'stub')),
               (c.full_on, 'guest_to_full', c.registered_on,
                c.full_on IS NOT NULL AND c.came_as = 'guest')
           ) AS s (day, step, since, counts)
     WHERE c.tenant_id = tenant AND c.state IN ('active', 'blocked') AND s.counts
     GROUP BY s.day, c.branch, s.step, s.since
$$;
SELECT runtime.grant_function('customers.daily_recounted(uuid)', 'work');
