-- name: open_challenge
-- Locked, so that two workers with the same job see each other's send.
SELECT id, purpose, kind, destination, account_id, language, key_id, wrapped, sealed
  FROM identity.challenges
 WHERE tenant_id = :tenant_id AND id = :id AND is_real
   AND used_at IS NULL AND ended_at IS NULL AND expires_at > clock_timestamp()
   FOR UPDATE

-- name: notice
SELECT id, kind, channel, language, key_id, wrapped, sealed
  FROM identity.notices
 WHERE tenant_id = :tenant_id AND id = :id

-- name: send_of
-- By the provider's name for it; by ours while its own never reached us.
SELECT id
  FROM identity.sends
 WHERE tenant_id = :tenant_id AND provider = :provider
   AND (provider_ref = :ref OR (provider_ref IS NULL AND id = :ours::uuid))
 ORDER BY provider_ref NULLS LAST
 LIMIT 1
