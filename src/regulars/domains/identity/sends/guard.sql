-- name: lock_budget
SELECT identity.lock_codes(:tenant_id, :subjects::bytea[])

-- name: gone_today
-- Codes and notices by themselves: news for many customers must not use up who may sign in. What a
-- busy provider never took is not gone.
SELECT count(*)::integer
  FROM identity.sends
 WHERE tenant_id = :tenant_id AND channel = :channel AND state <> 'withheld'
   AND created_at > now() - interval '1 day'
   AND is_code = :is_code AND (state <> 'failed' OR reason <> ALL (:untaken::text[]))

-- name: warn
-- A day is not told of twice, unless more was allowed meanwhile.
INSERT INTO identity.budget_warnings AS w (tenant_id, channel, a_day)
VALUES (:tenant_id, :channel, :a_day)
ON CONFLICT (tenant_id, channel) DO UPDATE
   SET a_day = excluded.a_day, warned_at = now()
 WHERE w.warned_at < now() - interval '1 day' OR w.a_day < excluded.a_day
RETURNING true

-- name: prefix_of
SELECT prefix
  FROM identity.sends
 WHERE tenant_id = :tenant_id AND about = :about AND state <> 'withheld' AND prefix IS NOT NULL
 ORDER BY created_at DESC
 LIMIT 1

-- name: lock_credits
-- The no-op update locks a row that is there already.
INSERT INTO identity.prefix_credits AS c (tenant_id, prefix, credits)
VALUES (:tenant_id, :prefix, :at_first)
ON CONFLICT (tenant_id, prefix) DO UPDATE SET credits = c.credits
RETURNING credits, extract(epoch FROM now() - refilled_at)::float8 AS aged,
          coalesce(confirmed_at > now() - interval '30 days', false) AS is_known

-- name: set_credits
UPDATE identity.prefix_credits
   SET credits = :credits,
       refilled_at = now() - interval '1 millisecond' * :aged_ms::bigint,
       tripped_at = CASE WHEN :is_spent::boolean THEN now() ELSE tripped_at END
 WHERE tenant_id = :tenant_id AND prefix = :prefix

-- name: give_back
UPDATE identity.prefix_credits
   SET credits = greatest(credits, least(credits + :back, :most)), tripped_at = NULL,
       confirmed_at = now()
 WHERE tenant_id = :tenant_id AND prefix = :prefix
