-- name: some
SELECT id
  FROM customers.customers
 WHERE tenant_id = :tenant_id AND id > :after
 ORDER BY id
 LIMIT :most

-- name: alone
-- Two recounts side by side would both add what is missing.
SELECT pg_advisory_xact_lock(hashtextextended('customers.recount' || :tenant_id::uuid::text, 0))

-- name: wrong_standing
SELECT coalesce(h.branch, s.branch) AS branch, coalesce(h.stage, s.stage) AS stage,
       coalesce(h.kind, s.kind) AS kind, coalesce(h.language, s.language) AS language,
       coalesce(h.state, s.state) AS state, coalesce(h.many, 0) AS had,
       coalesce(s.many, 0) AS should
  FROM (SELECT branch, stage, kind, language, state, many
          FROM customers.tallies WHERE tenant_id = :tenant_id) AS h
  FULL JOIN customers.tallies_recounted(:tenant_id) AS s
    ON (s.branch, s.stage, s.kind, s.language, s.state)
       = (h.branch, h.stage, h.kind, h.language, h.state)
 WHERE coalesce(h.many, 0) <> coalesce(s.many, 0)

-- name: wrong_daily
SELECT coalesce(h.day, s.day) AS day, coalesce(h.branch, s.branch) AS branch,
       coalesce(h.step, s.step) AS step, coalesce(h.since, s.since) AS since,
       coalesce(h.many, 0) AS had, coalesce(s.many, 0) AS should
  FROM (SELECT day, branch, step, since, many
          FROM customers.daily WHERE tenant_id = :tenant_id) AS h
  FULL JOIN customers.daily_recounted(:tenant_id) AS s
    ON (s.day, s.branch, s.step, s.since) = (h.day, h.branch, h.step, h.since)
 WHERE coalesce(h.many, 0) <> coalesce(s.many, 0)
