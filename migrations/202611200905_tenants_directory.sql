-- Who rents the house: the directory anyone may read, and what each tenant set.

CREATE SCHEMA tenants;
SELECT runtime.open_schema('tenants');

-- The only table of tenants that is readable without a tenant. It holds no person.
CREATE TABLE tenants.directory (
    id         uuid PRIMARY KEY,
    ref        text NOT NULL UNIQUE CHECK (ref ~ '^[0-9a-z]{8}$'),
    slug       text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    name       text NOT NULL,
    locale     text NOT NULL CHECK (locale IN ('en', 'ar')),
    state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'suspended', 'closed')),
    created_at timestamptz NOT NULL DEFAULT now()
);
SELECT runtime.house_table('tenants.directory',
    app => 'SELECT', work => 'SELECT, INSERT');
SELECT runtime.classify('tenants.directory',
    'id=id ref=id slug=business name=business locale=setting state=state created_at=time');

CREATE TABLE tenants.settings (
    tenant_id       uuid PRIMARY KEY,
    default_country text NOT NULL CHECK (default_country ~ '^[A-Z]{2}$'),
    time_zone       text NOT NULL,
    languages       text[] NOT NULL,
    version         integer NOT NULL DEFAULT 1,
    updated_at      timestamptz NOT NULL DEFAULT now()
);
SELECT runtime.tenant_table('tenants.settings',
    app => 'SELECT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('tenants.settings',
    'tenant_id=id default_country=setting time_zone=setting languages=setting version=number
     updated_at=time');

CREATE TABLE tenants.branches (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL,
    name       text NOT NULL,
    name2      text,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    closed_at  timestamptz,
    PRIMARY KEY (tenant_id, id)
);
SELECT runtime.tenant_table('tenants.branches',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('tenants.branches',
    'tenant_id=id id=id name=business name2=business version=number created_at=time
     closed_at=time');

-- The directory has no row security, so nobody may update it: a tenant changes its own row here.
CREATE FUNCTION tenants.change_own_profile(new_name text, new_locale text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$
    UPDATE tenants.directory SET name = new_name, locale = new_locale
     WHERE id = nullif(current_setting('app.tenant_id', true), '')::uuid
$$;
SELECT runtime.grant_function('tenants.change_own_profile(text, text)', 'app');

-- Data changes in migrations: the statement runs once for each tenant, seeing its rows only.
CREATE FUNCTION runtime.for_each_tenant(statement text) RETURNS bigint
    LANGUAGE plpgsql SET search_path = ''
AS $$
DECLARE
    tenant  uuid;
    touched bigint;
    total   bigint := 0;
BEGIN
    FOR tenant IN SELECT id FROM tenants.directory ORDER BY id LOOP
        EXECUTE format('SET LOCAL app.tenant_id = %L', tenant);
        EXECUTE 'SET LOCAL app.branch = ''all''';
        EXECUTE statement;
        GET DIAGNOSTICS touched = ROW_COUNT;
        total := total + touched;
    END LOOP;
    EXECUTE 'SET LOCAL app.tenant_id = ''''';
    EXECUTE 'SET LOCAL app.branch = ''''';
    RETURN total;
END $$;
