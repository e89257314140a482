-- Accounts of customers, vendors and drivers: who may act for whom, from which device, until when.
-- An account belongs to a holder, who is known to a room above this one (a customer's id, say).

CREATE TABLE identity.accounts (
    tenant_id       uuid NOT NULL,
    id              uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('customer', 'vendor', 'driver')),
    holder_id       uuid NOT NULL,
    state           text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'closed')),
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    last_sign_in_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
SELECT runtime.tenant_table('identity.accounts',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('identity.accounts',
    'tenant_id=id id=id kind=state holder_id=id state=state version=number created_at=time
     last_sign_in_at=time');
-- One living account a holder; what was closed for good may stand beside it.
CREATE UNIQUE INDEX accounts_one_a_holder ON identity.accounts (tenant_id, kind, holder_id);

-- A device that somebody has signed in with: whoever brings its secret is no stranger to the
-- account, and strangers' tries do not lock its owner out.
CREATE TABLE identity.devices (
    tenant_id    uuid NOT NULL,
    id           uuid NOT NULL,
    account_id   uuid NOT NULL,
    secret_hash  bytea NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, secret_hash),
    FOREIGN KEY (tenant_id, account_id) REFERENCES identity.accounts (tenant_id, id)
);
SELECT runtime.tenant_table('identity.devices',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.devices',
    'tenant_id=id id=id account_id=id secret_hash=hash created_at=time last_seen_at=time
     ended_at=time');
CREATE INDEX devices_by_account ON identity.devices (tenant_id, account_id);
-- What has served its time is found by when it was forgotten, or seen.
CREATE INDEX devices_by_sight ON identity.devices (tenant_id, last_seen_at);
CREATE INDEX devices_by_end
    ON identity.devices (tenant_id, ended_at) WHERE ended_at IS NOT NULL;

-- A sign-in that goes on: a browser at the portal (a cookie) or an app (refresh tokens).
CREATE TABLE identity.account_sessions (
    tenant_id    uuid NOT NULL,
    id           uuid NOT NULL,
    account_id   uuid NOT NULL,
    device_id    uuid,
    client       text NOT NULL CHECK (client IN ('portal', 'app')),
    secret_hash  bytea,
    seen_with    text NOT NULL DEFAULT 'other',
    created_at   timestamptz NOT NULL DEFAULT now(),
    proven_at    timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    idle_until   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    ended_by     text CHECK (ended_by IN
                     ('sign_out', 'owner', 'staff', 'blocked', 'reuse', 'change', 'moved')),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, secret_hash),
    FOREIGN KEY (tenant_id, account_id) REFERENCES identity.accounts (tenant_id, id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES identity.devices (tenant_id, id),
    CHECK ((client = 'portal') = (secret_hash IS NOT NULL))
);
SELECT runtime.tenant_table('identity.account_sessions',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.account_sessions',
    'tenant_id=id id=id account_id=id device_id=id client=state secret_hash=hash seen_with=setting
     created_at=time proven_at=time last_seen_at=time idle_until=time expires_at=time
     ended_at=time ended_by=state');
CREATE INDEX account_sessions_by_account ON identity.account_sessions (tenant_id, account_id);
CREATE INDEX account_sessions_by_device
    ON identity.account_sessions (tenant_id, device_id) WHERE device_id IS NOT NULL;
-- What has served its time is found by when it ended or was used.
CREATE INDEX account_sessions_by_expiry ON identity.account_sessions (tenant_id, expires_at);
CREATE INDEX account_sessions_by_end
    ON identity.account_sessions (tenant_id, ended_at) WHERE ended_at IS NOT NULL;

-- Refresh tokens of an app's sign-in, each used once; `seq` orders them. The successor's secret is
-- derived, so that whoever asks twice within a moment gets the same one. Used ones stay as long as
-- the sign-in: one that comes back after months is as much a sign of two owners.
CREATE TABLE identity.refresh_tokens (
    tenant_id   uuid NOT NULL,
    secret_hash bytea NOT NULL,
    session_id  uuid NOT NULL,
    seq         integer NOT NULL,
    issued_at   timestamptz NOT NULL DEFAULT now(),
    used_at     timestamptz,
    PRIMARY KEY (tenant_id, secret_hash),
    UNIQUE (tenant_id, session_id, seq),
    FOREIGN KEY (tenant_id, session_id) REFERENCES identity.account_sessions (tenant_id, id)
        ON DELETE CASCADE
);
SELECT runtime.tenant_table('identity.refresh_tokens',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.refresh_tokens',
    'tenant_id=id secret_hash=hash session_id=id seq=number issued_at=time used_at=time');

-- Which keys sign access tokens. The secret is derived from the tenant's root, outside of the
-- database, and its name; nothing here can sign.
CREATE TABLE identity.signing_keys (
    tenant_id  uuid NOT NULL,
    name       text NOT NULL,
    made_at    timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz,
    PRIMARY KEY (tenant_id, name)
);
SELECT runtime.tenant_table('identity.signing_keys',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE, DELETE');
SELECT runtime.classify('identity.signing_keys',
    'tenant_id=id name=setting made_at=time retired_at=time');
-- One in use at a time: whoever makes the first one, or turns it, at the same moment as somebody
-- else finds that it is done.
CREATE UNIQUE INDEX signing_keys_one_in_use
    ON identity.signing_keys (tenant_id) WHERE retired_at IS NULL;

-- A key that public apps carry: it names the tenant, and may only begin a sign-in.
ALTER TABLE identity.api_keys
    ADD COLUMN kind text NOT NULL DEFAULT 'secret' CHECK (kind IN ('secret', 'publishable'));
SELECT runtime.classify('identity.api_keys', 'kind=state');
