-- A second factor for staff, what a session has proven, devices that are no strangers, and roles.

-- A tenant has tens of staff: to look at each of them takes no time.
-- squawk-ignore ban-drop-constraint
ALTER TABLE identity.staff DROP CONSTRAINT staff_role_check;
ALTER TABLE identity.staff
    -- squawk-ignore constraint-missing-not-valid
    ADD CONSTRAINT staff_role_check
        CHECK (role IN ('owner', 'admin', 'branch', 'support', 'vendor', 'driver'));

-- With `needs_factor` the password was right, and nothing else is open yet. What is sensitive wants
-- a `proven_at` that is no older than some minutes.
ALTER TABLE identity.sessions
    ADD COLUMN needs_factor boolean NOT NULL DEFAULT false,
    ADD COLUMN proven_at    timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN seen_with    text NOT NULL DEFAULT 'other';
SELECT runtime.classify('identity.sessions',
    'needs_factor=state proven_at=time seen_with=setting');

-- The operator resets the factors of an owner whom nobody else can help: the account is locked, its
-- sessions end, its wrong guesses are forgotten.
SELECT runtime.grant_table('identity.staff', app => '', work => 'UPDATE');
SELECT runtime.grant_table('identity.sessions', app => '', work => 'UPDATE');
SELECT runtime.grant_table('identity.sign_in_attempts', app => '', work => 'UPDATE');

-- What a tenant asks of its staff. No row: as it comes.
CREATE TABLE identity.staff_rules (
    tenant_id       uuid NOT NULL PRIMARY KEY,
    factor_asked_of text NOT NULL DEFAULT 'usual'
        CHECK (factor_asked_of IN ('usual', 'leaders', 'everybody')),
    idle_minutes    integer NOT NULL DEFAULT 60 CHECK (idle_minutes BETWEEN 5 AND 720),
    version         integer NOT NULL DEFAULT 1
);
SELECT runtime.tenant_table('identity.staff_rules', app => 'SELECT, INSERT, UPDATE', work => 'SELECT');
SELECT runtime.classify('identity.staff_rules',
    'tenant_id=id factor_asked_of=setting idle_minutes=setting version=number');

-- An authenticator app. `last_step` is the newest time step that was used: each opens once.
CREATE TABLE identity.authenticators (
    tenant_id    uuid NOT NULL,
    staff_id     uuid NOT NULL,
    sealed       bytea NOT NULL,
    last_step    bigint NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz,
    PRIMARY KEY (tenant_id, staff_id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity.staff (tenant_id, id)
);
SELECT runtime.tenant_table('identity.authenticators',
    app => 'SELECT, INSERT, UPDATE, DELETE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.authenticators',
    'tenant_id=id staff_id=id sealed=sealed last_step=number created_at=time confirmed_at=time');

-- Codes on paper, each for one sign-in, kept as hashes under a key outside of the database.
CREATE TABLE identity.recovery_codes (
    tenant_id  uuid NOT NULL,
    staff_id   uuid NOT NULL,
    hashed     bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at    timestamptz,
    PRIMARY KEY (tenant_id, staff_id, hashed),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity.staff (tenant_id, id)
);
SELECT runtime.tenant_table('identity.recovery_codes',
    app => 'SELECT, INSERT, UPDATE, DELETE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.recovery_codes',
    'tenant_id=id staff_id=id hashed=hash created_at=time used_at=time');

CREATE TABLE identity.passkeys (
    tenant_id     uuid NOT NULL,
    id            uuid NOT NULL,
    staff_id      uuid NOT NULL,
    -- What its person calls it, under their own key: people name devices after themselves.
    sealed        bytea NOT NULL,
    credential_id bytea NOT NULL,
    public_key    bytea NOT NULL,
    sign_count    bigint NOT NULL,
    is_synced     boolean NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_used_at  timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, credential_id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity.staff (tenant_id, id)
);
SELECT runtime.tenant_table('identity.passkeys',
    app => 'SELECT, INSERT, UPDATE, DELETE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.passkeys',
    'tenant_id=id id=id staff_id=id sealed=sealed credential_id=id public_key=setting
     sign_count=count is_synced=state created_at=time last_used_at=time');
CREATE INDEX passkeys_by_staff ON identity.passkeys (tenant_id, staff_id);

-- What a browser is to sign: one at a time for each of them, gone once it was used.
CREATE TABLE identity.passkey_challenges (
    tenant_id  uuid NOT NULL,
    bound_to   bytea NOT NULL,
    purpose    text NOT NULL CHECK (purpose IN ('registration', 'sign_in')),
    challenge  bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, bound_to, purpose)
);
SELECT runtime.tenant_table('identity.passkey_challenges',
    app => 'SELECT, INSERT, UPDATE, DELETE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.passkey_challenges',
    'tenant_id=id bound_to=hash purpose=state challenge=hash created_at=time');
CREATE INDEX passkey_challenges_by_age ON identity.passkey_challenges (tenant_id, created_at);

-- A browser that somebody has signed in with. Several people share one at a till, so a secret
-- stands for each of them apart.
CREATE TABLE identity.staff_devices (
    tenant_id    uuid NOT NULL,
    secret_hash  bytea NOT NULL,
    staff_id     uuid NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, secret_hash, staff_id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES identity.staff (tenant_id, id)
);
SELECT runtime.tenant_table('identity.staff_devices',
    app => 'SELECT, INSERT, UPDATE, DELETE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.staff_devices',
    'tenant_id=id secret_hash=hash staff_id=id created_at=time last_seen_at=time');
CREATE INDEX staff_devices_by_staff ON identity.staff_devices (tenant_id, staff_id, last_seen_at);
