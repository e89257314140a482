-- name: hold
SELECT customer_id, time_zone, branch, stage, kind, language, state, came_as, registered_on,
       stub_on, full_on
  FROM customers.hold_counted(:tenant_id, :ids::uuid[])

-- name: seen
-- After `hold`, in a statement of its own: it sees what was committed while that one waited.
SELECT c.id, c.stage, c.kind, c.state, c.language, c.branch_id, c.merged_into, c.created_at,
       c.deleted_at, r.came_as, r.stub_at, r.full_at, s.time_zone
  FROM customers.customers c
  JOIN tenants.settings s ON s.tenant_id = c.tenant_id
  LEFT JOIN customers.stages_reached(:tenant_id, :ids::uuid[]) AS r ON r.customer_id = c.id
 WHERE c.tenant_id = :tenant_id AND c.id = ANY (:ids::uuid[])

-- name: compared
-- What `hold` and `seen` give, in one statement: both as of one moment, without a lock.
SELECT c.id, c.stage, c.kind, c.state, c.language, c.branch_id, c.merged_into, c.created_at,
       c.deleted_at, r.came_as, r.stub_at, r.full_at, s.time_zone,
       n.customer_id IS NOT NULL AS was_counted, n.time_zone AS was_time_zone,
       n.branch AS was_branch, n.stage AS was_stage, n.kind AS was_kind,
       n.language AS was_language, n.state AS was_state, n.came_as AS was_came_as,
       n.registered_on AS was_registered_on, n.stub_on AS was_stub_on, n.full_on AS was_full_on
  FROM customers.customers c
  JOIN tenants.settings s ON s.tenant_id = c.tenant_id
  LEFT JOIN customers.stages_reached(:tenant_id, :ids::uuid[]) AS r ON r.customer_id = c.id
  LEFT JOIN customers.counted n ON n.tenant_id = c.tenant_id AND n.customer_id = c.id
 WHERE c.tenant_id = :tenant_id AND c.id = ANY (:ids::uuid[])

-- name: of_another_zone
-- Along the index, on both sides of the zone that holds: "other than that" would read everybody
-- once a batch.
SELECT o.customer_id
  FROM ((SELECT c.customer_id
           FROM tenants.settings s
           JOIN customers.counted c ON c.tenant_id = s.tenant_id AND c.time_zone < s.time_zone
          WHERE s.tenant_id = :tenant_id
          LIMIT :most)
        UNION ALL
        (SELECT c.customer_id
           FROM tenants.settings s
           JOIN customers.counted c ON c.tenant_id = s.tenant_id AND c.time_zone > s.time_zone
          WHERE s.tenant_id = :tenant_id
          LIMIT :most)) AS o (customer_id)
 LIMIT :most

-- name: add_standing
INSERT INTO customers.tallies AS s (
    tenant_id, branch, stage, kind, language, state, branch_refs, many)
SELECT :tenant_id, a.branch, a.stage, a.kind, a.language, a.state,
       array_remove(ARRAY[a.branch], ''), a.many
  FROM unnest(:each_branch::text[], :each_stage::text[], :each_kind::text[], :each_language::text[],
              :each_state::text[], :many::bigint[])
    AS a (branch, stage, kind, language, state, many)
ON CONFLICT (tenant_id, branch, stage, kind, language, state)
DO UPDATE SET many = s.many + excluded.many

-- name: add_daily
INSERT INTO customers.daily AS d (tenant_id, day, branch, step, since, branch_refs, many)
SELECT :tenant_id, a.day, a.branch, a.step, a.since, array_remove(ARRAY[a.branch], ''), a.many
  FROM unnest(:each_day::date[], :each_branch::text[], :each_step::text[], :each_since::date[], :many::bigint[])
    AS a (day, branch, step, since, many)
ON CONFLICT (tenant_id, day, branch, step, since)
DO UPDATE SET many = d.many + excluded.many

-- name: remember
UPDATE customers.counted AS c
   SET time_zone = n.time_zone, branch = n.branch, stage = n.stage, kind = n.kind,
       language = n.language, state = n.state, came_as = n.came_as,
       registered_on = n.registered_on, stub_on = n.stub_on, full_on = n.full_on
  FROM unnest(:ids::uuid[], :each_time_zone::text[], :each_branch::text[], :each_stage::text[],
              :each_kind::text[], :each_language::text[], :each_state::text[], :each_came_as::text[],
              :each_registered_on::date[], :each_stub_on::date[], :each_full_on::date[])
    AS n (id, time_zone, branch, stage, kind, language, state, came_as, registered_on,
          stub_on, full_on)
 WHERE c.tenant_id = :tenant_id AND c.customer_id = n.id
