-- name: recognise
-- include: sessions.seen
   AND s.id = :id AND s.client = 'app' AND NOT s.needs_factor

-- name: recognise_half
-- include: sessions.seen
   AND s.secret_hash = :secret_hash AND s.client = 'app' AND s.needs_factor
