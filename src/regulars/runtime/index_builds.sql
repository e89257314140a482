-- name: is_divided
SELECT c.relkind = 'p'
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = :schema AND c.relname = :table

-- name: is_valid
-- Nothing when there is no such index; false when a build was cut short, or parts are missing.
SELECT i.indisvalid
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = :schema AND c.relname = :name

-- name: parts_without
SELECT part.relname::text AS name
  FROM pg_catalog.pg_class parent
  JOIN pg_catalog.pg_namespace n ON n.oid = parent.relnamespace
  JOIN pg_catalog.pg_inherits h ON h.inhparent = parent.oid
  JOIN pg_catalog.pg_class part ON part.oid = h.inhrelid
 WHERE n.nspname = :schema AND parent.relname = :table
   AND NOT EXISTS (
       SELECT FROM pg_catalog.pg_index i
         JOIN pg_catalog.pg_inherits attached ON attached.inhrelid = i.indexrelid
         JOIN pg_catalog.pg_class whole ON whole.oid = attached.inhparent
        WHERE i.indrelid = part.oid AND whole.relname = :name)
 ORDER BY part.relname
