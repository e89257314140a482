-- name: person_key
SELECT s.id, s.person_key_id, k.wrapped
  FROM identity.staff s
  JOIN vault.person_keys k ON k.tenant_id = s.tenant_id AND k.id = s.person_key_id
 WHERE s.tenant_id = :tenant_id AND s.id = :staff_id

-- name: begin
-- Begun again, an unconfirmed secret gives way to the new one; a confirmed one stays.
INSERT INTO identity.authenticators AS a (tenant_id, staff_id, sealed, begun_in)
VALUES (:tenant_id, :staff_id, :sealed, :begun_in)
ON CONFLICT (tenant_id, staff_id) DO UPDATE
   SET sealed = excluded.sealed, begun_in = excluded.begun_in, created_at = now(), last_step = 0
 WHERE a.confirmed_at IS NULL
RETURNING staff_id

-- fragment: sealed
SELECT a.sealed, s.person_key_id, k.wrapped,
       extract(epoch FROM clock_timestamp())::float8 AS now_seconds
  FROM identity.authenticators a
  JOIN identity.staff s ON s.tenant_id = a.tenant_id AND s.id = a.staff_id
  JOIN vault.person_keys k ON k.tenant_id = s.tenant_id AND k.id = s.person_key_id
 WHERE a.tenant_id = :tenant_id AND a.staff_id = :staff_id

-- name: held
-- include: sealed

-- name: begun
-- Beginning asks for a recent proof, and confirming does not: so it is confirmed at once, and where
-- it was begun. Another sign-in of the same person may be somebody else's by now.
-- include: sealed
   AND a.confirmed_at IS NULL AND a.begun_in = :begun_in
   AND a.created_at > clock_timestamp() - :lifetime::interval

-- name: use_step
-- Of many at once that bring one code, the first moves the step on, and the others find it there.
UPDATE identity.authenticators
   SET last_step = :step
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND last_step < :step
   AND confirmed_at IS NOT NULL
RETURNING staff_id

-- name: confirm
-- Who remembers their sign-ins is told that they have a factor: from now on it is asked for.
WITH told AS (
    UPDATE identity.staff
       SET changed_at = clock_timestamp()
     WHERE tenant_id = :tenant_id AND id = :staff_id)
UPDATE identity.authenticators
   SET last_step = :step, confirmed_at = now()
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND confirmed_at IS NULL
RETURNING staff_id

-- name: remove
-- Who remembers their sign-ins is told that the factor went.
WITH told AS (
    UPDATE identity.staff
       SET changed_at = clock_timestamp()
     WHERE tenant_id = :tenant_id AND id = :staff_id)
DELETE FROM identity.authenticators
 WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND confirmed_at IS NOT NULL
