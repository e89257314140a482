-- One-time codes. A row never holds a code: it is derived from the challenge under a key that is
-- not in the database. What is tried is counted and committed before it is compared.

CREATE TABLE identity.challenges (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    purpose     text NOT NULL CHECK (purpose IN
                    ('login', 'registration', 'verification', 'change', 'claim', 'confirmation')),
    kind        text NOT NULL CHECK (kind IN ('phone', 'email')),
    destination bytea NOT NULL,
    token_epoch integer NOT NULL,
    account_id  uuid,
    holder_id   uuid,
    device_id   uuid,
    bound_to    bytea,
    -- False: nothing leaves and no code is right. The answer outside is the same.
    is_real     boolean NOT NULL,
    language    text NOT NULL CHECK (language IN ('en', 'ar')),
    -- The destination under a key of its own, gone with the row.
    key_id      uuid NOT NULL,
    wrapped     bytea,
    sealed      bytea,
    tries       integer NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    ended_at    timestamptz,
    PRIMARY KEY (tenant_id, id)
);
SELECT runtime.tenant_table('identity.challenges',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, UPDATE, DELETE');
SELECT runtime.classify('identity.challenges',
    'tenant_id=id id=id purpose=state kind=state destination=token token_epoch=number
     account_id=id holder_id=id device_id=id bound_to=hash is_real=state language=setting
     key_id=id wrapped=key sealed=sealed tries=count created_at=time expires_at=time used_at=time
     ended_at=time');
CREATE INDEX challenges_by_destination
    ON identity.challenges (tenant_id, destination, created_at DESC);
CREATE INDEX challenges_by_account
    ON identity.challenges (tenant_id, account_id, created_at DESC) WHERE account_id IS NOT NULL;
CREATE INDEX challenges_by_age ON identity.challenges (tenant_id, created_at);

-- Wrong codes in a row, for an identifier and for the account behind it, through whatever path and
-- challenge. Strangers and known devices are counted apart.
CREATE TABLE identity.code_failures (
    tenant_id   uuid NOT NULL,
    subject     bytea NOT NULL,
    from_device boolean NOT NULL,
    in_a_row    integer NOT NULL,
    last_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, subject, from_device)
) WITH (fillfactor = 50);
SELECT runtime.tenant_table('identity.code_failures',
    app => 'SELECT, INSERT, UPDATE, DELETE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.code_failures',
    'tenant_id=id subject=token from_device=state in_a_row=count last_at=time');

-- Each try to hand a code or a notice to a provider, written before it is made; of a code `about`
-- is the challenge. What a provider says later may come twice and out of order: the state only goes
-- forward.
CREATE TABLE identity.sends (
    tenant_id    uuid NOT NULL,
    id           uuid NOT NULL,
    about        uuid NOT NULL,
    is_code      boolean NOT NULL,
    channel      text NOT NULL CHECK (channel IN ('sms', 'email')),
    provider     text NOT NULL,
    state        text NOT NULL CHECK (state IN
                     ('sending', 'unknown', 'sent', 'delivered', 'failed', 'withheld')),
    reason       text,
    provider_ref text,
    prefix       text,
    parts        integer,
    asked        integer NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
SELECT runtime.tenant_table('identity.sends',
    app => 'SELECT', work => 'SELECT, INSERT, UPDATE, DELETE');
SELECT runtime.classify('identity.sends',
    'tenant_id=id id=id about=id is_code=state channel=state provider=setting state=state
     reason=state provider_ref=id prefix=place parts=count asked=count created_at=time
     updated_at=time');
CREATE INDEX sends_by_about ON identity.sends (tenant_id, about, created_at);
CREATE INDEX sends_by_ref ON identity.sends (tenant_id, provider, provider_ref)
    WHERE provider_ref IS NOT NULL;
CREATE INDEX sends_by_age ON identity.sends (tenant_id, created_at);
-- What left in a day, and what went wrong in an hour, without reading the other.
CREATE INDEX sends_gone ON identity.sends (tenant_id, channel, created_at)
    WHERE state <> 'withheld';
CREATE INDEX sends_by_reason ON identity.sends (tenant_id, channel, reason, created_at)
    WHERE reason IS NOT NULL;

-- What a range of numbers may still be sent before some of it is confirmed: the guard against
-- pumping. Kept by the worker alone, so that no answer outside depends on it.
CREATE TABLE identity.prefix_credits (
    tenant_id   uuid NOT NULL,
    prefix      text NOT NULL,
    credits     integer NOT NULL,
    refilled_at timestamptz NOT NULL DEFAULT now(),
    tripped_at  timestamptz,
    PRIMARY KEY (tenant_id, prefix)
);
SELECT runtime.tenant_table('identity.prefix_credits',
    app => 'SELECT, UPDATE', work => 'SELECT, INSERT, UPDATE, DELETE');
SELECT runtime.classify('identity.prefix_credits',
    'tenant_id=id prefix=place credits=count refilled_at=time tripped_at=time');

-- Tries counted by where they come from, in a window: codes asked for, codes typed, passwords.
CREATE TABLE identity.peer_tries (
    tenant_id   uuid NOT NULL,
    peer        bytea NOT NULL,
    what        text NOT NULL,
    window_from timestamptz NOT NULL DEFAULT now(),
    tries       integer NOT NULL,
    PRIMARY KEY (tenant_id, peer, what)
) WITH (fillfactor = 50);
SELECT runtime.tenant_table('identity.peer_tries',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.peer_tries',
    'tenant_id=id peer=token what=state window_from=time tries=count');

-- Everybody takes these locks in one order, so two requests about one person wait for each other
-- and never for ever.
CREATE FUNCTION identity.lock_codes(tenant uuid, subjects bytea[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = ''
AS $$
BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(
                pg_catalog.hashtextextended(tenant::text || pg_catalog.encode(w.t, 'hex'), 2))
       FROM (SELECT DISTINCT t FROM unnest(subjects) AS t ORDER BY t) AS w;
END $$;
SELECT runtime.grant_function('identity.lock_codes(uuid, bytea[])', 'app');
SELECT runtime.grant_function('identity.lock_codes(uuid, bytea[])', 'work');
