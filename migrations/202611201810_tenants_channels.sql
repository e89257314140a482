-- Through whom a tenant's messages leave, how many codes a day, and to which countries.

CREATE TABLE tenants.channels (
    tenant_id  uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('sms', 'email')),
    id         uuid NOT NULL,
    provider   text NOT NULL,
    -- Account, secret and sender under a key of their own.
    key_id     uuid NOT NULL,
    wrapped    bytea NOT NULL,
    sealed     bytea NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    tested_at  timestamptz,
    test_fault text,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, kind)
);
SELECT runtime.tenant_table('tenants.channels',
    app => 'SELECT, INSERT, UPDATE, DELETE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('tenants.channels',
    'tenant_id=id kind=state id=id provider=setting key_id=id wrapped=key sealed=sealed
     version=number tested_at=time test_fault=state updated_at=time');

-- What a provider said, as it came, until the worker has read it. One a message and state.
CREATE TABLE tenants.letters (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    provider    text NOT NULL,
    letter_key  bytea NOT NULL,
    key_id      uuid NOT NULL,
    wrapped     bytea NOT NULL,
    sealed      bytea NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    read_at     timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, provider, letter_key)
);
SELECT runtime.tenant_table('tenants.letters',
    app => 'SELECT, INSERT', work => 'SELECT, UPDATE, DELETE');
SELECT runtime.classify('tenants.letters',
    'tenant_id=id id=id provider=setting letter_key=hash key_id=id wrapped=key sealed=sealed
     received_at=time read_at=time');
CREATE INDEX letters_by_age ON tenants.letters (tenant_id, received_at);

-- Besides its own country a tenant may serve others; codes and notices go nowhere else.
ALTER TABLE tenants.settings
    ADD COLUMN codes_a_day integer NOT NULL DEFAULT 500 CHECK (codes_a_day BETWEEN 0 AND 1000000),
    ADD COLUMN served_countries text[] NOT NULL DEFAULT '{}';
SELECT runtime.classify('tenants.settings', 'codes_a_day=setting served_countries=setting');
