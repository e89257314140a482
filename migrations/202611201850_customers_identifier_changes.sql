-- Who was reached how before a customer changed it themselves, and the link that undoes the change:
-- its hash, until when it works. What was before is sealed under the customer's own key.

CREATE TABLE customers.identifier_changes (
    tenant_id        uuid NOT NULL,
    id               uuid NOT NULL,
    customer_id      uuid NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('phone', 'email')),
    -- Empty where nobody could be told: nothing was proven before.
    secret_hash      bytea,
    person_key_id    uuid NOT NULL,
    sealed           bytea NOT NULL,
    -- When what was before had been proven; empty when it was not, or there was none.
    proven_at        timestamptz,
    changed_at       timestamptz NOT NULL DEFAULT now(),
    reversible_until timestamptz NOT NULL,
    reversed_at      timestamptz,
    -- An earlier change was reversed, and this one with it.
    voided_at        timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, secret_hash)
);
SELECT runtime.tenant_table('customers.identifier_changes',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, UPDATE, DELETE');
SELECT runtime.classify('customers.identifier_changes',
    'tenant_id=id id=id customer_id=id kind=state secret_hash=hash person_key_id=id sealed=sealed
     proven_at=time changed_at=time reversible_until=time reversed_at=time voided_at=time');
ALTER TABLE customers.identifier_changes ADD CONSTRAINT identifier_changes_customer
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers.customers (tenant_id, id);
SELECT runtime.own_rows('customers.identifier_changes', 'customer_id');
CREATE INDEX identifier_changes_of_customer
    ON customers.identifier_changes (tenant_id, customer_id, changed_at DESC);
CREATE INDEX identifier_changes_by_end
    ON customers.identifier_changes (tenant_id, reversible_until);
