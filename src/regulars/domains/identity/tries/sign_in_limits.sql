-- name: known_device
SELECT EXISTS (
    SELECT FROM identity.staff_devices
     WHERE tenant_id = :tenant_id AND secret_hash = :hashed AND staff_id = :staff_id)

-- name: browser_of_ours
SELECT EXISTS (
    SELECT FROM identity.staff_devices WHERE tenant_id = :tenant_id AND secret_hash = :hashed)

-- name: count
-- The window starts anew once it has passed; the count never falls within it.
INSERT INTO identity.sign_in_attempts AS a (tenant_id, guarded, window_from, attempts)
VALUES (:tenant_id, :guarded, now(), 1)
ON CONFLICT (tenant_id, guarded) DO UPDATE
   SET window_from = CASE WHEN a.window_from <= now() - :window::interval
                          THEN now() ELSE a.window_from END,
       attempts    = CASE WHEN a.window_from <= now() - :window::interval
                          THEN 1 ELSE a.attempts + 1 END
RETURNING attempts,
          ceil(extract(epoch FROM window_from + :window::interval - now()))::integer AS wait_seconds

-- name: counted
SELECT attempts FROM identity.sign_in_attempts
 WHERE tenant_id = :tenant_id AND guarded = :guarded

-- name: give_back
UPDATE identity.sign_in_attempts
   SET attempts = CASE WHEN :every::boolean THEN 0 ELSE greatest(attempts - 1, 0) END
 WHERE tenant_id = :tenant_id AND guarded = :guarded

-- name: give_back_peer
UPDATE identity.peer_tries
   SET tries = greatest(tries - 1, 0)
 WHERE tenant_id = :tenant_id AND peer = :peer AND what = 'password'
