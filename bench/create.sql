-- The floor of registering a stub: its row, and one that says it is to be announced. The row is
-- as long as the product's and has as many tokens; its number is out of every shop's reach.
\set place random(0, :shops - 1)
\set number random(1000000000, 9000000000000)
\set word random(-2147483648, 2147483000)
BEGIN;
SELECT set_config('app.tenant_id', substr(:tenants, 36 * :place + 1, 36), true),
       set_config('app.branch', 'all', true);
INSERT INTO customers.customers (
    tenant_id, id, number, stage, kind, language, tags, branch_refs, person_key_id, sealed,
    tokens, token_epoch)
VALUES (
    substr(:tenants, 36 * :place + 1, 36)::uuid, uuidv7(), :number, 'stub', 'person', 'en', '{}',
    '{}', uuidv7(), decode(repeat('5a', 170), 'hex'),
    ARRAY[:word, :word + 1, :word + 2, :word + 3, :word + 4]::int4[], 1);
INSERT INTO journal.pending (tenant_id, fact_id, name)
VALUES (substr(:tenants, 36 * :place + 1, 36)::uuid, uuidv7(), 'bench.row');
COMMIT;
