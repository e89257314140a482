-- One data key a person, wrapped under the tenant's key. Backed up apart from the rows.

CREATE SCHEMA vault;
SELECT runtime.open_schema('vault');

CREATE TABLE vault.person_keys (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL,
    wrapped    bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
SELECT runtime.tenant_table('vault.person_keys', app => 'SELECT, INSERT', work => 'SELECT, INSERT');
SELECT runtime.classify('vault.person_keys', 'tenant_id=id id=id wrapped=key created_at=time');
