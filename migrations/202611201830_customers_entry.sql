-- Signing up and in: when somebody last came in, until when they are kept out, whom staff should
-- look at because two records may be one person, and what somebody still has to prove.

ALTER TABLE customers.customers
    ADD COLUMN last_login_at   timestamptz,
    -- Kept out until then by the database's clock; what has passed keeps nobody out.
    ADD COLUMN suspended_until timestamptz;
SELECT runtime.classify('customers.customers', 'last_login_at=time suspended_until=time');

-- A closed account that opens by itself.
ALTER TABLE identity.accounts ADD COLUMN closed_until timestamptz;
SELECT runtime.classify('identity.accounts', 'closed_until=time');

-- Two records that may be one person. `customer_id` came later.
CREATE TABLE customers.possible_duplicates (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    customer_id uuid NOT NULL,
    other_id    uuid NOT NULL,
    why         text NOT NULL CHECK (why IN ('several', 'has_account', 'passed_on', 'held')),
    state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'dismissed', 'to_merge')),
    created_at  timestamptz NOT NULL DEFAULT now(),
    settled_at  timestamptz,
    settled_by  uuid,
    PRIMARY KEY (tenant_id, id),
    CHECK (customer_id <> other_id),
    CHECK ((state = 'open') = (settled_at IS NULL))
);
SELECT runtime.tenant_table('customers.possible_duplicates',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('customers.possible_duplicates',
    'tenant_id=id id=id customer_id=id other_id=id why=state state=state created_at=time
     settled_at=time settled_by=id');
ALTER TABLE customers.possible_duplicates
    ADD CONSTRAINT possible_duplicates_customer FOREIGN KEY (tenant_id, customer_id)
        REFERENCES customers.customers (tenant_id, id),
    ADD CONSTRAINT possible_duplicates_other FOREIGN KEY (tenant_id, other_id)
        REFERENCES customers.customers (tenant_id, id);
-- Said once of two records, whichever of them came later.
CREATE UNIQUE INDEX possible_duplicates_one_a_pair ON customers.possible_duplicates
    (tenant_id, least(customer_id, other_id), greatest(customer_id, other_id));
CREATE INDEX possible_duplicates_by_customer
    ON customers.possible_duplicates (tenant_id, customer_id);
CREATE INDEX possible_duplicates_newest
    ON customers.possible_duplicates (tenant_id, state, created_at DESC, id DESC);
CREATE INDEX possible_duplicates_other_side
    ON customers.possible_duplicates (tenant_id, other_id);

-- Somebody proved an identifier whose owner was not seen for long, and has yet to prove another
-- one, or to begin anew. Named by the challenge that was proven.
CREATE TABLE customers.second_proofs (
    tenant_id    uuid NOT NULL,
    challenge_id uuid NOT NULL,
    held_by      uuid NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('phone', 'email')),
    token        bytea NOT NULL,
    bound_to     bytea,
    -- In which the new record is begun, if it comes to that.
    language     text NOT NULL CHECK (language IN ('en', 'ar')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    PRIMARY KEY (tenant_id, challenge_id)
);
SELECT runtime.tenant_table('customers.second_proofs',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, DELETE');
SELECT runtime.classify('customers.second_proofs',
    'tenant_id=id challenge_id=id held_by=id kind=state token=token bound_to=hash
     language=setting created_at=time ended_at=time');
CREATE INDEX second_proofs_by_age ON customers.second_proofs (tenant_id, created_at);
