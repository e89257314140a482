-- name: one
SELECT 1

-- name: role_at_hand
-- Owner is whoever owns the tenant tables; the key check is the first table of them all.
SELECT current_user::text AS name,
       r.rolsuper AS is_superuser,
       r.rolbypassrls AS bypasses,
       coalesce(bool_or(c.relowner = r.oid), false) AS owns_tables,
       coalesce(bool_or(pg_has_role(r.oid, c.relowner, 'MEMBER')) AND NOT r.rolsuper, false) AS joins_owner
  FROM pg_catalog.pg_roles r
  LEFT JOIN pg_catalog.pg_class c
    ON c.relkind IN ('r', 'p')
   AND c.relnamespace IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = 'runtime')
 WHERE r.rolname = current_user
 GROUP BY r.oid, r.rolsuper, r.rolbypassrls
