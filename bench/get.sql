-- The floor of opening a customer: their row by a key, under row security, as the app role.
\set place random(0, :shops - 1)
\set number random(1, :customers)
BEGIN;
SELECT set_config('app.tenant_id', substr(:tenants, 36 * :place + 1, 36), true),
       set_config('app.branch', 'all', true);
SELECT id, number, stage, kind, state, language, gender, tags, branch_id, merged_into,
       person_key_id, sealed, version, created_at, updated_at, deleted_at
  FROM customers.customers
 WHERE tenant_id = substr(:tenants, 36 * :place + 1, 36)::uuid AND number = :number;
COMMIT;
