-- A customer's picture, re-encoded small and sealed under their own key. Apart from the row, so
-- that lists do not carry it.

CREATE TABLE customers.avatars (
    tenant_id   uuid NOT NULL,
    customer_id uuid NOT NULL,
    sealed      bytea NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, customer_id)
);
SELECT runtime.tenant_table('customers.avatars',
    app => 'SELECT, INSERT, UPDATE, DELETE', work => 'SELECT, INSERT, UPDATE, DELETE');
SELECT runtime.classify('customers.avatars',
    'tenant_id=id customer_id=id sealed=sealed updated_at=time');
ALTER TABLE customers.avatars ADD CONSTRAINT avatars_customer
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customers.customers (tenant_id, id);
