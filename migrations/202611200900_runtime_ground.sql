-- The ground every room stands on: role names, tenant tables, column classes, data changes.

CREATE SCHEMA runtime;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Role names come from the installation's prefix. Everything that asks runs as the
-- owner role (migrations, or a definer function of the owner), so its own name tells.
CREATE FUNCTION runtime.role(part text) RETURNS text
    LANGUAGE sql STABLE SET search_path = ''
AS $$ SELECT regexp_replace(current_user::text, '_owner$', '') || '_' || part $$;

-- Each column says what kind of value it holds: 'tenant_id=id name=business'.
-- A guard refuses a column without a class; export and erasure read these later.
CREATE FUNCTION runtime.classify(target regclass, classes text) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
DECLARE
    pair  text;
    known CONSTANT text[] := ARRAY[
        'id', 'number', 'count', 'money', 'time', 'state', 'setting', 'place', 'tag',
        'business', 'sealed', 'token', 'hash', 'key', 'fact', 'proof'];
BEGIN
    FOREACH pair IN ARRAY regexp_split_to_array(btrim(classes), '\s+') LOOP
        IF NOT split_part(pair, '=', 2) = ANY (known) THEN
            RAISE EXCEPTION 'column class % is not one of %', pair, known;
        END IF;
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L',
                       target, split_part(pair, '=', 1), 'class: ' || split_part(pair, '=', 2));
    END LOOP;
END $$;

CREATE FUNCTION runtime.grant_table(target regclass, app text, work text) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', target);
    IF app <> '' THEN
        EXECUTE format('GRANT %s ON %s TO %I', app, target, runtime.role('app'));
    END IF;
    IF work <> '' THEN
        EXECUTE format('GRANT %s ON %s TO %I', work, target, runtime.role('work'));
    END IF;
END $$;

-- Called right after CREATE TABLE. The policy compares with the transaction's tenant and,
-- where the table has branch_refs, its branch; unset shows nothing. The owner is named in
-- it because FORCE blinds the owner too, and runtime.for_each_tenant has to see rows.
CREATE FUNCTION runtime.tenant_table(
    target regclass, app text DEFAULT 'SELECT', work text DEFAULT 'SELECT') RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
DECLARE
    rule text := 'tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid';
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute
                WHERE attrelid = target AND attname = 'branch_refs' AND NOT attisdropped) THEN
        rule := rule || ' AND (current_setting(''app.branch'', true) = ''all'''
                     || ' OR current_setting(''app.branch'', true) = ANY (branch_refs))';
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('CREATE POLICY tenant ON %s FOR ALL TO %I, %I, %I USING (%s) WITH CHECK (%s)',
                   target, runtime.role('app'), runtime.role('work'), runtime.role('owner'),
                   rule, rule);
    PERFORM runtime.grant_table(target, app, work);
    IF EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'citus')
       AND NOT (SELECT relispartition FROM pg_catalog.pg_class WHERE oid = target) THEN
        EXECUTE format('SELECT public.create_distributed_table(%L, ''tenant_id'')', target);
    END IF;
END $$;

-- The few tables that belong to the installation and hold no tenant's rows.
CREATE FUNCTION runtime.house_table(target regclass, app text, work text) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    PERFORM runtime.grant_table(target, app, work);
    IF EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'citus') THEN
        EXECUTE format('SELECT public.create_reference_table(%L)', target);
    END IF;
END $$;

CREATE FUNCTION runtime.open_schema(name text) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', name);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I, %I',
                   name, runtime.role('app'), runtime.role('work'));
END $$;

-- A definer function belongs to the search role, which may read tokens and ids only.
CREATE FUNCTION runtime.give_to_search(target regprocedure) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
DECLARE
    home text := (SELECT n.nspname FROM pg_catalog.pg_proc p
                    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = target);
BEGIN
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I, %I',
                   target, runtime.role('app'), runtime.role('work'));
    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', home, runtime.role('search'));
    EXECUTE format('ALTER FUNCTION %s OWNER TO %I', target, runtime.role('search'));
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM %I', home, runtime.role('search'));
END $$;

-- Row security would hide every row from the search role: it gets a policy and columns.
CREATE FUNCTION runtime.search_reads(target regclass, columns text) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    EXECUTE format('CREATE POLICY search ON %s FOR SELECT TO %I USING (true)',
                   target, runtime.role('search'));
    EXECUTE format('GRANT SELECT (%s) ON %s TO %I', columns, target, runtime.role('search'));
END $$;

CREATE FUNCTION runtime.grant_function(target regprocedure, part text) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', target, runtime.role(part));
END $$;

CREATE FUNCTION runtime.grant_sequence(target regclass, part text) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    EXECUTE format('GRANT USAGE ON SEQUENCE %s TO %I', target, runtime.role(part));
END $$;

CREATE FUNCTION runtime.refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION runtime.append_only(target regclass) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s'
                   ' FOR EACH ROW EXECUTE FUNCTION runtime.refuse_change()', target);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %s'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION runtime.refuse_change()', target);
END $$;

-- Lowest UUIDv7 of a moment (RFC 9562, section 5.7): bounds of the month parts.
CREATE FUNCTION runtime.id_at(moment timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE SET search_path = ''
AS $$
    SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0')
            || '70008000000000000000')::uuid
$$;

SELECT runtime.grant_function('runtime.id_at(timestamptz)', part)
  FROM unnest(ARRAY['app', 'work']) AS part;

-- Month parts of a table that is partitioned by its UUIDv7 id. A part is reached by name
-- too, so row security, the policy and the triggers stand on it as on its parent.
CREATE FUNCTION runtime.make_month_parts(parent regclass, since date, until date) RETURNS integer
    LANGUAGE plpgsql SET search_path = ''
AS $$
DECLARE
    home  text := (SELECT n.nspname FROM pg_catalog.pg_class c
                     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = parent);
    base  text := (SELECT relname FROM pg_catalog.pg_class WHERE oid = parent);
    month date := date_trunc('month', since::timestamp)::date;
    part  text;
    made  integer := 0;
BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(hashtextextended('runtime.make_month_parts', 0));
    WHILE month <= until LOOP
        part := format('%I.%I', home, base || to_char(month, '_YYYYMM'));
        IF to_regclass(part) IS NULL THEN
            EXECUTE format(
                'CREATE TABLE %s PARTITION OF %s FOR VALUES FROM (%L) TO (%L)', part, parent,
                runtime.id_at(month::timestamp AT TIME ZONE 'UTC'),
                runtime.id_at((month + interval '1 month')::timestamp AT TIME ZONE 'UTC'));
            PERFORM runtime.dress_part(part::regclass);
            made := made + 1;
        END IF;
        month := (month + interval '1 month')::date;
    END LOOP;
    RETURN made;
END $$;

CREATE FUNCTION runtime.dress_part(part regclass) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    -- No grants: rows are written and read through the parent only.
    PERFORM runtime.tenant_table(part, app => '', work => '');
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %s'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION runtime.refuse_change()', part);
END $$;

SELECT runtime.open_schema('runtime');

-- One row: proves that the master key at hand is the one this database was sealed under.
CREATE TABLE runtime.key_check (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    check_value bytea NOT NULL
);
SELECT runtime.house_table('runtime.key_check', app => 'SELECT', work => 'SELECT');
SELECT runtime.classify('runtime.key_check', 'only_row=state check_value=hash');

-- What a request with an Idempotency-Key answered, committed with the change itself.
CREATE TABLE runtime.idempotency (
    tenant_id     uuid NOT NULL,
    credential_id uuid NOT NULL,
    key_hash      bytea NOT NULL,
    request_hash  bytea NOT NULL,
    status        integer NOT NULL,
    resource_id   uuid,
    person_key_id uuid,
    sealed        bytea,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, credential_id, key_hash)
);
SELECT runtime.tenant_table('runtime.idempotency', app => 'SELECT, INSERT', work => 'SELECT, DELETE');
SELECT runtime.classify('runtime.idempotency',
    'tenant_id=id credential_id=id key_hash=hash request_hash=hash status=number resource_id=id
     person_key_id=id sealed=sealed created_at=time');
CREATE INDEX idempotency_by_age ON runtime.idempotency (tenant_id, created_at);
