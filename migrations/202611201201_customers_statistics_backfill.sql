-- Who is there already is counted once, as the reaction would have counted them.

-- A time zone that this server does not know is taken for UTC; a recount mends it. The tenant is
-- named besides: the owner is a member of the search role, whose policy shows it every customer.
SELECT runtime.for_each_tenant($$
    INSERT INTO customers.counted (
        tenant_id, customer_id, time_zone, branch, stage, kind, language, state, came_as,
        registered_on, stub_on, full_on)
    SELECT d.tenant_id, d.id, d.zone, coalesce(d.branch_id::text, ''), d.stage, d.kind,
           coalesce(d.language, ''),
           CASE WHEN d.merged_into IS NOT NULL THEN 'none'
                WHEN d.deleted_at IS NOT NULL THEN 'deleted' ELSE d.state END,
           coalesce(d.came_as, d.stage), d.registered_on,
           CASE WHEN d.stub_on IS NOT NULL THEN greatest(d.stub_on, d.registered_on) END,
           CASE WHEN d.full_on IS NOT NULL
                THEN greatest(d.full_on, d.stub_on, d.registered_on) END
      FROM (SELECT c.tenant_id, c.id, z.zone, c.branch_id, c.stage, c.kind, c.language, c.state,
                   c.merged_into, c.deleted_at, r.came_as,
                   (c.created_at AT TIME ZONE z.zone)::date AS registered_on,
                   (r.stub_at AT TIME ZONE z.zone)::date AS stub_on,
                   (r.full_at AT TIME ZONE z.zone)::date AS full_on
              FROM (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid AS id) AS t
              JOIN customers.customers c ON c.tenant_id = t.id
             CROSS JOIN (SELECT coalesce(max(n.name), 'UTC') AS zone
                           FROM tenants.settings s
                           JOIN pg_catalog.pg_timezone_names n ON n.name = s.time_zone) AS z
              LEFT JOIN customers.stages_reached(
                       nullif(current_setting('app.tenant_id', true), '')::uuid,
                       ARRAY(SELECT e.id FROM customers.customers e
                              WHERE e.tenant_id
                                    = nullif(current_setting('app.tenant_id', true), '')::uuid)) AS r
                     ON r.customer_id = c.id) AS d
$$);

SELECT runtime.for_each_tenant($$
    INSERT INTO customers.tallies (
        tenant_id, branch, stage, kind, language, state, branch_refs, many)
    SELECT t.id, s.branch, s.stage, s.kind, s.language, s.state,
           array_remove(ARRAY[s.branch], ''), s.many
      FROM (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid AS id) AS t,
           LATERAL customers.tallies_recounted(t.id) AS s
$$);

SELECT runtime.for_each_tenant($$
    INSERT INTO customers.daily (tenant_id, day, branch, step, since, branch_refs, many)
    SELECT t.id, s.day, s.branch, s.step, s.since, array_remove(ARRAY[s.branch], ''), s.many
      FROM (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid AS id) AS t,
           LATERAL customers.daily_recounted(t.id) AS s
$$);
