-- Searches for a phone or an e-mail that found nobody, counted for each key and staff account: the
-- guard against trying out numbers behind the mask. One narrow row a credential.

CREATE TABLE identity.search_misses (
    tenant_id     uuid NOT NULL,
    credential_id uuid NOT NULL,
    window_from   timestamptz NOT NULL,
    misses        integer NOT NULL,
    PRIMARY KEY (tenant_id, credential_id)
) WITH (fillfactor = 50);
SELECT runtime.tenant_table('identity.search_misses',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.search_misses',
    'tenant_id=id credential_id=id window_from=time misses=count');
