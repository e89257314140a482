-- name: known_device
SELECT EXISTS (
    SELECT FROM identity.staff_devices
     WHERE tenant_id = :tenant_id AND secret_hash = :hashed AND staff_id = :staff_id)

-- name: count_try
-- The window starts anew once it has passed; the count never falls within it.
INSERT INTO identity.peer_tries AS p (tenant_id, peer, what, window_from, tries)
VALUES (:tenant_id, :peer, :what, now(), 1)
ON CONFLICT (tenant_id, peer, what) DO UPDATE
   SET window_from = CASE WHEN p.window_from <= now() - :window::interval
                          THEN now() ELSE p.window_from END,
       tries       = CASE WHEN p.window_from <= now() - :window::interval
                          THEN 1 ELSE p.tries + 1 END
RETURNING tries,
          ceil(extract(epoch FROM window_from + :window::interval - now()))::integer AS wait_seconds

-- name: give_back
-- Whoever got in was no attack: a shop behind one address may have many people.
UPDATE identity.peer_tries
   SET tries = greatest(tries - 1, 0)
 WHERE tenant_id = :tenant_id AND peer = ANY (:peers::bytea[]) AND what = ANY (:whats::text[])
