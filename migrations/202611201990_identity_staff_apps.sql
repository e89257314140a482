-- Staff who sign in with an app: the same sessions, without a cookie, and refresh tokens beside them.

-- A sign-in with an app has no secret of its own once it is whole; the half one before the second
-- factor has, and the app brings it along with the code.
ALTER TABLE identity.sessions
    ADD COLUMN client text NOT NULL DEFAULT 'console';
ALTER TABLE identity.sessions
    -- What is there already looks sessions up by this alone, and finds none without it.
    -- squawk-ignore ban-drop-not-null
    ALTER COLUMN secret_hash DROP NOT NULL;
-- A tenant has tens of staff: to look at each of their sign-ins takes no time.
ALTER TABLE identity.sessions
    -- squawk-ignore constraint-missing-not-valid
    ADD CONSTRAINT sessions_client_check CHECK (client IN ('console', 'app'));
ALTER TABLE identity.sessions
    -- squawk-ignore constraint-missing-not-valid
    ADD CONSTRAINT sessions_secret_check
        CHECK ((client = 'app' AND NOT needs_factor) = (secret_hash IS NULL));
SELECT runtime.classify('identity.sessions', 'client=state');

-- Each used once, in the order of `seq`; used ones stay as long as the sign-in, as those of accounts.
CREATE TABLE identity.staff_refresh_tokens (
    tenant_id   uuid NOT NULL,
    secret_hash bytea NOT NULL,
    session_id  uuid NOT NULL,
    seq         integer NOT NULL,
    issued_at   timestamptz NOT NULL DEFAULT now(),
    used_at     timestamptz,
    PRIMARY KEY (tenant_id, secret_hash),
    UNIQUE (tenant_id, session_id, seq),
    FOREIGN KEY (tenant_id, session_id) REFERENCES identity.sessions (tenant_id, id)
        ON DELETE CASCADE
);
SELECT runtime.tenant_table('identity.staff_refresh_tokens',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.staff_refresh_tokens',
    'tenant_id=id secret_hash=hash session_id=id seq=number issued_at=time used_at=time');
