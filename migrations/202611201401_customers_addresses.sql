-- Where customers live and are delivered to. Streets and pins are sealed under the person's key.

CREATE TABLE customers.addresses (
    tenant_id     uuid NOT NULL,
    id            uuid NOT NULL,
    customer_id   uuid NOT NULL,
    -- Whose it is while it lives: only a live address of one's own can be one's default.
    holder_id     uuid GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN customer_id END) STORED,
    -- As the customer's, and kept equal: what shows the one shows the other.
    branch_refs   text[] NOT NULL DEFAULT '{}',
    kind          text NOT NULL CHECK (kind IN ('home', 'work', 'other')),
    -- From the house's list; a city in somebody's own words is sealed with the rest.
    city          text,
    country       text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    -- Geohash of five characters: some five kilometres wide.
    cell          text CHECK (cell ~ '^[0-9b-hjkmnp-z]{5}$'),
    person_key_id uuid NOT NULL,
    sealed        bytea NOT NULL,
    used_at       timestamptz,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    deleted_at    timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, holder_id, id)
);
SELECT runtime.tenant_table('customers.addresses',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('customers.addresses',
    'tenant_id=id id=id customer_id=id holder_id=id branch_refs=id kind=state city=place
     country=place cell=place person_key_id=id sealed=sealed used_at=time version=number
     created_at=time updated_at=time deleted_at=time');
ALTER TABLE customers.addresses ADD CONSTRAINT addresses_customer
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers.customers (tenant_id, id);
CREATE INDEX addresses_of_customer
    ON customers.addresses (tenant_id, customer_id, deleted_at DESC);
CREATE INDEX addresses_near ON customers.addresses (tenant_id, cell) WHERE deleted_at IS NULL;

-- One column holds one default. Deferred: an address and its being the default are two
-- statements of one transaction; whatever order they come in, no commit leaves a default that
-- is deleted, or another customer's.
ALTER TABLE customers.customers ADD COLUMN default_address_id uuid;
ALTER TABLE customers.customers ADD CONSTRAINT customers_default_address
    FOREIGN KEY (tenant_id, id, default_address_id)
    REFERENCES customers.addresses (tenant_id, holder_id, id)
    DEFERRABLE INITIALLY DEFERRED NOT VALID;
SELECT runtime.classify('customers.customers', 'default_address_id=id');
