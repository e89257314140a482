-- Customers whom the shop holds, asked to an account of their own: a link that works once, for some
-- days, for the one number or address it was sent to.

CREATE SCHEMA people;
SELECT runtime.open_schema('people');

CREATE TABLE people.invitations (
    tenant_id     uuid NOT NULL,
    id            uuid NOT NULL,
    customer_id   uuid NOT NULL,
    -- Where the inviter sees the customer, the invitation is seen.
    branch_refs   text[] NOT NULL DEFAULT '{}',
    kind          text NOT NULL CHECK (kind IN ('phone', 'email')),
    token         bytea NOT NULL,
    token_epoch   integer NOT NULL,
    -- The number or address, under the customer's own key.
    person_key_id uuid NOT NULL,
    sealed        bytea NOT NULL,
    language      text NOT NULL CHECK (language IN ('en', 'ar')),
    inviter_kind  text NOT NULL CHECK (inviter_kind IN ('staff', 'key')),
    inviter_id    uuid NOT NULL,
    secret_hash   bytea NOT NULL,
    sent          integer NOT NULL DEFAULT 1,
    state         text NOT NULL DEFAULT 'pending' CHECK (state IN
                      ('pending', 'accepted', 'cancelled', 'replaced', 'voided', 'expired')),
    created_at    timestamptz NOT NULL DEFAULT now(),
    expires_at    timestamptz NOT NULL,
    settled_at    timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, secret_hash)
);
SELECT runtime.tenant_table('people.invitations',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, UPDATE, DELETE');
SELECT runtime.classify('people.invitations',
    'tenant_id=id id=id customer_id=id branch_refs=id kind=state token=token token_epoch=number
     person_key_id=id sealed=sealed language=setting inviter_kind=state inviter_id=id
     secret_hash=hash sent=count state=state created_at=time expires_at=time settled_at=time');
SELECT runtime.own_rows('people.invitations', 'customer_id');
ALTER TABLE people.invitations ADD CONSTRAINT invitations_customer
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers.customers (tenant_id, id);
CREATE INDEX invitations_newest ON people.invitations (tenant_id, created_at DESC, id DESC);
CREATE INDEX invitations_by_state
    ON people.invitations (tenant_id, state, created_at DESC, id DESC);
CREATE INDEX invitations_by_customer ON people.invitations (tenant_id, customer_id);
CREATE INDEX invitations_by_inviter
    ON people.invitations (tenant_id, inviter_kind, inviter_id) WHERE state = 'pending';
CREATE INDEX invitations_by_end ON people.invitations (tenant_id, expires_at)
    WHERE state = 'pending';
CREATE INDEX invitations_by_settlement ON people.invitations (tenant_id, settled_at);
