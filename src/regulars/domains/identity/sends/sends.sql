-- name: sends_about
SELECT id, state, reason, asked, created_at,
       extract(epoch FROM now() - updated_at)::float8 AS age
  FROM identity.sends
 WHERE tenant_id = :tenant_id AND about = :about
 ORDER BY created_at DESC, id DESC
 LIMIT 20

-- name: begin
INSERT INTO identity.sends (
    tenant_id, id, about, is_code, channel, provider, state, reason, prefix, parts)
VALUES (:tenant_id, :id, :about, :is_code, :channel, :provider, :state, :reason, :prefix, :parts)

-- name: note_asking
UPDATE identity.sends SET asked = asked + 1
 WHERE tenant_id = :tenant_id AND id = :id

-- name: lock_send
SELECT state, channel, about FROM identity.sends
 WHERE tenant_id = :tenant_id AND id = :id
   FOR UPDATE

-- name: advance
UPDATE identity.sends
   SET state = :state, reason = :reason, updated_at = now(),
       provider_ref = coalesce(:ref, provider_ref)
 WHERE tenant_id = :tenant_id AND id = :id

-- name: told_lately
-- By the hour of the clock: what goes on without a break is told again. Without a prefix whatever
-- the range was.
SELECT EXISTS (
    SELECT FROM identity.sends
     WHERE tenant_id = :tenant_id AND reason = :reason AND channel = :channel
       AND created_at >= date_trunc('hour', now())
       AND (:prefix::text IS NULL OR prefix = :prefix::text))

-- name: unsent_lately
SELECT DISTINCT reason
  FROM identity.sends
 WHERE tenant_id = :tenant_id AND channel IN ('sms', 'email')
   AND reason = ANY (:reasons::text[]) AND created_at > now() - interval '1 day'
 ORDER BY reason
