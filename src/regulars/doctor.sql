-- name: server
SELECT current_setting('server_version_num')::integer AS version,
       current_setting('log_parameter_max_length_on_error') = '0' AS hides_parameters,
       current_setting('log_min_error_statement') = 'panic' AS hides_statements,
       extract(epoch FROM clock_timestamp())::float8 AS server_seconds

-- name: worker
SELECT (SELECT count(*) FROM journal.waiting_tenants(1000)) AS waiting_tenants,
       (SELECT count(*) FROM jobs.pgqueuer WHERE status = 'failed') AS held_jobs,
       (SELECT count(*)
          FROM pg_catalog.pg_inherits i
          JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'journal.facts'::regclass
           AND c.relname > 'facts_' || to_char(now(), 'YYYYMM')
           AND c.relname <> 'facts_default') AS months_ahead
