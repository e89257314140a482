-- name: standing
-- One pass over the cells, five ways to add them up.
SELECT CASE WHEN grouping(branch) = 0 THEN 'branch' WHEN grouping(stage) = 0 THEN 'stage'
            WHEN grouping(kind) = 0 THEN 'kind' WHEN grouping(language) = 0 THEN 'language'
            ELSE 'state' END AS what,
       coalesce(branch, stage, kind, language, state) AS value,
       coalesce(sum(many) FILTER (WHERE state <> 'deleted'), 0)::bigint AS many,
       sum(many)::bigint AS with_deleted
  FROM customers.tallies
 WHERE tenant_id = :tenant_id
 GROUP BY GROUPING SETS ((branch), (stage), (kind), (language), (state))

-- name: came
SELECT day, step, sum(many)::bigint AS many
  FROM customers.daily
 WHERE tenant_id = :tenant_id
   AND day >= :first AND day <= :last
   AND step IN ('guest', 'stub', 'full')
 GROUP BY day, step

-- name: moved
-- Who entered the lower stage in the span left it in the span too, or not at all.
SELECT step, day - since AS days, since >= :first AS entered_in_span,
       sum(many)::bigint AS many
  FROM customers.daily
 WHERE tenant_id = :tenant_id
   AND day >= :first AND day <= :last
   AND step IN ('guest_to_stub', 'stub_to_full', 'guest_to_full')
 GROUP BY step, day - since, since >= :first
