-- name: count
-- The window starts anew once it has passed; the count never falls within it.
INSERT INTO identity.peer_tries AS p (tenant_id, peer, what, tries)
VALUES (:tenant_id, :peer, :what, 1)
ON CONFLICT (tenant_id, peer, what) DO UPDATE
   SET window_from = CASE WHEN p.window_from <= now() - :window::interval
                          THEN now() ELSE p.window_from END,
       tries       = CASE WHEN p.window_from <= now() - :window::interval
                          THEN 1 ELSE p.tries + 1 END
RETURNING tries,
          ceil(extract(epoch FROM window_from + :window::interval - now()))::integer AS wait_seconds
