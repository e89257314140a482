-- fragment: columns
-- What was closed until a time is open when it has passed, though nobody touched the row.
id, kind, holder_id, version, created_at, last_sign_in_at,
CASE WHEN closed_until <= clock_timestamp() THEN 'active' ELSE state END AS state

-- name: open
INSERT INTO identity.accounts (tenant_id, id, kind, holder_id)
VALUES (:tenant_id, :id, :kind, :holder_id)
ON CONFLICT (tenant_id, kind, holder_id) DO NOTHING
RETURNING
-- include: columns

-- name: of_holder
SELECT
-- include: columns
  FROM identity.accounts
 WHERE tenant_id = :tenant_id AND kind = :kind AND holder_id = ANY (:holder_ids::uuid[])

-- name: set_state
UPDATE identity.accounts
   SET state = :state, closed_until = :until::timestamptz, version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
   AND (state, closed_until) IS DISTINCT FROM (:state::text, :until::timestamptz)
RETURNING holder_id, version

-- name: end_sessions
UPDATE identity.account_sessions s
   SET ended_at = now(), ended_by = :ended_by
  FROM identity.accounts a
 WHERE s.tenant_id = :tenant_id AND s.account_id = :account_id AND s.ended_at IS NULL
   AND s.id IS DISTINCT FROM :apart_from::uuid
   AND a.tenant_id = :tenant_id AND a.id = s.account_id
RETURNING s.id, a.holder_id

-- name: forget_devices
-- All but those on which a sign-in goes on.
UPDATE identity.devices d
   SET ended_at = now()
 WHERE d.tenant_id = :tenant_id AND d.account_id = :account_id AND d.ended_at IS NULL
   AND NOT EXISTS (SELECT FROM identity.account_sessions s
                    WHERE s.tenant_id = :tenant_id AND s.device_id = d.id AND s.ended_at IS NULL)

-- name: add_device
INSERT INTO identity.devices (tenant_id, id, account_id, secret_hash)
VALUES (:tenant_id, :id, :account_id, :secret_hash)

-- name: forget_oldest_devices
UPDATE identity.devices
   SET ended_at = now()
 WHERE tenant_id = :tenant_id AND account_id = :account_id AND ended_at IS NULL
   AND id IN (SELECT id FROM identity.devices
               WHERE tenant_id = :tenant_id AND account_id = :account_id AND ended_at IS NULL
               ORDER BY last_seen_at DESC, id DESC OFFSET :most LIMIT 100)

-- name: find_device
SELECT id FROM identity.devices
 WHERE tenant_id = :tenant_id AND secret_hash = :hashed AND account_id = :account_id
   AND ended_at IS NULL

-- name: recognise_device
UPDATE identity.devices
   SET last_seen_at = now()
 WHERE tenant_id = :tenant_id AND secret_hash = :hashed AND account_id = :account_id
   AND ended_at IS NULL
RETURNING id
