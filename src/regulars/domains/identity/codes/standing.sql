-- name: of_challenge
-- Only for whoever holds what it is bound to: staff, who see the account that had enough anyway.
SELECT c.kind, c.tries, c.is_real,
       greatest(0, ceil(extract(epoch FROM c.expires_at - clock_timestamp())))::integer
           AS seconds_left,
       greatest(0, ceil(:resend::integer
           - extract(epoch FROM clock_timestamp() - c.created_at)))::integer AS resend_in,
       c.used_at IS NULL AND c.ended_at IS NULL AND c.expires_at > clock_timestamp() AS is_open,
       s.state, s.reason
  FROM identity.challenges c
  LEFT JOIN LATERAL (
        SELECT state, reason FROM identity.sends
         WHERE tenant_id = :tenant_id AND about = c.id AND is_code
         ORDER BY created_at DESC, id DESC LIMIT 1) AS s ON true
 WHERE c.tenant_id = :tenant_id AND c.id = :id AND c.bound_to = :bound_to
   AND c.holder_id = :holder_id

-- name: open_one
-- The newest that may still be typed where it was asked for: a dialog that was closed by mistake
-- costs nobody a second code.
SELECT id
  FROM identity.challenges
 WHERE tenant_id = :tenant_id AND destination = :destination AND bound_to = :bound_to
   AND holder_id = :holder_id AND purpose = :purpose
   AND used_at IS NULL AND ended_at IS NULL AND expires_at > clock_timestamp() AND tries < :most
 ORDER BY created_at DESC, id DESC
 LIMIT 1

-- name: failures
-- The worst of the counts: of strangers, and of the account's own devices.
SELECT coalesce(max(in_a_row), 0)::integer FROM identity.code_failures
 WHERE tenant_id = :tenant_id AND subject = ANY (:subjects::bytea[])
