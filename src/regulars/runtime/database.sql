-- name: one
SELECT 1

-- name: role_at_hand
-- Owner is whoever owns any table of ours, in whichever room. A role that may become a
-- powerful one is as powerful.
SELECT current_user::text AS name,
       r.rolsuper AS is_superuser,
       r.rolbypassrls AS bypasses,
       EXISTS (SELECT FROM pg_catalog.pg_class c
                 JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND c.relowner = r.oid
                  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema') AS owns_tables,
       NOT r.rolsuper AND EXISTS (
           SELECT FROM pg_catalog.pg_roles other
            WHERE other.oid <> r.oid
              AND pg_has_role(r.oid, other.oid, 'MEMBER')
              AND (other.rolsuper OR other.rolbypassrls OR EXISTS (
                   SELECT FROM pg_catalog.pg_class c
                     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind IN ('r', 'p') AND c.relowner = other.oid
                      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'))
       ) AS joins_owner
  FROM pg_catalog.pg_roles r
 WHERE r.rolname = current_user
