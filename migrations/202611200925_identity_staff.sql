-- Staff accounts, their console sessions, and API keys. Secrets are kept as hashes only.

CREATE SCHEMA identity;
SELECT runtime.open_schema('identity');

CREATE TABLE identity.staff (
    tenant_id       uuid NOT NULL,
    id              uuid NOT NULL,
    role            text NOT NULL CHECK (role IN ('owner', 'admin', 'branch')),
    branch_ids      uuid[] NOT NULL DEFAULT '{}',
    state           text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled')),
    language        text NOT NULL CHECK (language IN ('en', 'ar')),
    person_key_id   uuid NOT NULL,
    sealed          bytea NOT NULL,
    email_token     bytea NOT NULL,
    token_epoch     integer NOT NULL,
    password_hash   text NOT NULL,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    last_sign_in_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email_token),
    CHECK (role <> 'branch' OR cardinality(branch_ids) > 0)
);
SELECT runtime.tenant_table('identity.staff',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT');
SELECT runtime.classify('identity.staff',
    'tenant_id=id id=id role=state branch_ids=id state=state language=setting person_key_id=id
     sealed=sealed email_token=token token_epoch=number password_hash=hash version=number
     created_at=time last_sign_in_at=time');

CREATE TABLE identity.sessions (
    tenant_id    uuid NOT NULL,
    id           uuid NOT NULL,
    staff_id     uuid NOT NULL,
    secret_hash  bytea NOT NULL,
    branch_id    uuid,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, secret_hash),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity.staff (tenant_id, id)
);
SELECT runtime.tenant_table('identity.sessions',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.sessions',
    'tenant_id=id id=id staff_id=id secret_hash=hash branch_id=id created_at=time
     last_seen_at=time expires_at=time ended_at=time');
CREATE INDEX sessions_by_staff ON identity.sessions (tenant_id, staff_id);

CREATE TABLE identity.api_keys (
    tenant_id    uuid NOT NULL,
    id           uuid NOT NULL,
    name         text NOT NULL,
    hint         text NOT NULL,
    secret_hash  bytea NOT NULL,
    scopes       text[] NOT NULL,
    created_by   uuid,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, secret_hash)
);
SELECT runtime.tenant_table('identity.api_keys',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT');
SELECT runtime.classify('identity.api_keys',
    'tenant_id=id id=id name=business hint=setting secret_hash=hash scopes=setting created_by=id
     created_at=time last_used_at=time expires_at=time revoked_at=time');

CREATE INDEX api_keys_by_maker ON identity.api_keys (tenant_id, created_by)
    WHERE created_by IS NOT NULL;

-- Counted and committed before a password is compared, so a crash gives no free guess.
CREATE TABLE identity.sign_in_attempts (
    tenant_id   uuid NOT NULL,
    guarded     bytea NOT NULL,
    window_from timestamptz NOT NULL,
    attempts    integer NOT NULL,
    PRIMARY KEY (tenant_id, guarded)
);
SELECT runtime.tenant_table('identity.sign_in_attempts',
    app => 'SELECT, INSERT, UPDATE, DELETE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.sign_in_attempts',
    'tenant_id=id guarded=token window_from=time attempts=count');
