-- The floor of a page of a list: fifty rows from anywhere in it, by keyset, as the app role.
\set place random(0, :shops - 1)
\set moment :since + random(1, :seconds)
BEGIN;
SELECT set_config('app.tenant_id', substr(:tenants, 36 * :place + 1, 36), true),
       set_config('app.branch', 'all', true);
SELECT id, number, stage, kind, state, language, gender, tags, branch_id, merged_into,
       person_key_id, sealed, version, created_at, updated_at, deleted_at
  FROM customers.customers
 WHERE tenant_id = substr(:tenants, 36 * :place + 1, 36)::uuid
   AND merged_into IS NULL
   AND (created_at, id) < (
       to_timestamp(:moment), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
 ORDER BY created_at DESC, id DESC
 LIMIT 50;
COMMIT;
