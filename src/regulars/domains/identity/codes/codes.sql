-- name: lock
SELECT identity.lock_codes(:tenant_id, :subjects::bytea[])

-- name: earlier
-- Ages in seconds by the database's clock, of a day, and whether wrong codes have run out.
SELECT 'destination' AS what, extract(epoch FROM now() - d.created_at)::float8 AS age
  FROM (SELECT created_at FROM identity.challenges
         WHERE tenant_id = :tenant_id AND destination = :destination
           AND (device_id IS NOT NULL AND purpose <> 'change') = :at_home
           AND created_at > now() - interval '1 day'
         ORDER BY created_at DESC LIMIT :most) AS d
 UNION ALL
SELECT 'account', extract(epoch FROM now() - a.created_at)::float8
  FROM (SELECT created_at FROM identity.challenges
         WHERE tenant_id = :tenant_id AND whose = :whose
           AND (device_id IS NOT NULL) = :of_device
           AND created_at > now() - interval '1 day'
         ORDER BY created_at DESC LIMIT :most) AS a
 UNION ALL
-- What others asked for at a number of theirs, to have it themselves: they are strangers.
SELECT 'account', extract(epoch FROM now() - o.created_at)::float8
  FROM (SELECT created_at FROM identity.challenges
         WHERE tenant_id = :tenant_id AND prover = :whose
           AND NOT :of_device
           AND created_at > now() - interval '1 day'
         ORDER BY created_at DESC LIMIT :most) AS o
 UNION ALL
SELECT 'proven_by', extract(epoch FROM now() - p.created_at)::float8
  FROM (SELECT created_at FROM identity.challenges
         WHERE tenant_id = :tenant_id AND prover = :proven_by
           AND created_at > now() - interval '1 day'
         ORDER BY created_at DESC LIMIT :most) AS p
 UNION ALL
SELECT 'proven_by', extract(epoch FROM now() - q.created_at)::float8
  FROM (SELECT created_at FROM identity.challenges
         WHERE tenant_id = :tenant_id AND whose = :proven_by
           AND device_id IS NULL
           AND created_at > now() - interval '1 day'
         ORDER BY created_at DESC LIMIT :most) AS q
 UNION ALL
SELECT 'failures', 0
  FROM unnest(:subjects::bytea[], :from_device::boolean[]) AS s (subject, from_device)
  JOIN identity.code_failures f
    ON f.tenant_id = :tenant_id AND f.subject = s.subject AND f.from_device = s.from_device
 WHERE f.in_a_row >= :stopped

-- name: end_older
-- The newest code kills the older ones of the same purpose. A stranger's leaves alone what the
-- owner asked for on a device of theirs: or whoever knows the number could keep them out.
UPDATE identity.challenges
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND destination = :destination AND purpose = :purpose
   AND used_at IS NULL AND ended_at IS NULL AND expires_at > now()
   AND created_at > now() - interval '1 day'
   AND (:at_home::boolean OR device_id IS NULL OR purpose = 'change')

-- name: open
INSERT INTO identity.challenges (
    tenant_id, id, purpose, kind, destination, token_epoch, account_id, holder_id, device_id,
    proven_by_account, proven_by_holder, bound_to, is_real, language, key_id, wrapped, sealed,
    expires_at)
VALUES (:tenant_id, :id, :purpose, :kind, :destination, :token_epoch, :account_id, :holder_id,
        :device_id, :proven_by_account, :proven_by_holder, :bound_to, :is_real, :language, :key_id,
        :wrapped, :sealed, now() + make_interval(secs => :lifetime::integer))

-- name: count_try
UPDATE identity.challenges
   SET tries = tries + 1
 WHERE tenant_id = :tenant_id AND id = :id AND tries < :most
   AND used_at IS NULL AND ended_at IS NULL AND expires_at > clock_timestamp()
   AND bound_to IS NOT DISTINCT FROM :bound_to
RETURNING destination, purpose, kind, account_id, holder_id, device_id, proven_by_account,
          proven_by_holder, is_real, language

-- name: count_failures
-- Counted as wrong beforehand; a right code forgets them.
INSERT INTO identity.code_failures AS f (tenant_id, subject, from_device, in_a_row)
SELECT :tenant_id, s.subject, s.from_device, 1
  FROM (SELECT DISTINCT subject, from_device
          FROM unnest(:subjects::bytea[], :from_device::boolean[]) AS u (subject, from_device)
         ORDER BY subject, from_device) AS s
ON CONFLICT (tenant_id, subject, from_device) DO UPDATE
   SET in_a_row = f.in_a_row + 1, last_at = now()
RETURNING subject, in_a_row

-- name: use
UPDATE identity.challenges
   SET used_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND :is_right::boolean
   AND used_at IS NULL AND ended_at IS NULL AND expires_at > clock_timestamp()
RETURNING used_at, key_id, wrapped, sealed

-- name: forget_failures
DELETE FROM identity.code_failures
 WHERE tenant_id = :tenant_id AND subject = ANY (:subjects::bytea[])
