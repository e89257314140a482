-- name: challenge
INSERT INTO identity.passkey_challenges AS c (tenant_id, bound_to, purpose, challenge)
VALUES (:tenant_id, :bound_to, :purpose, :challenge)
ON CONFLICT (tenant_id, bound_to, purpose) DO UPDATE
   SET challenge = excluded.challenge, created_at = now()

-- name: take_challenge
-- Gone with the first answer, right or wrong.
DELETE FROM identity.passkey_challenges
 WHERE tenant_id = :tenant_id AND bound_to = :bound_to AND purpose = :purpose
RETURNING challenge, created_at > now() - :lifetime::interval AS is_open

-- name: of_staff
SELECT p.id, p.sealed, p.credential_id, p.is_synced, p.created_at, p.last_used_at,
       s.person_key_id, k.wrapped
  FROM identity.passkeys p
  JOIN identity.staff s ON s.tenant_id = p.tenant_id AND s.id = p.staff_id
  JOIN vault.person_keys k ON k.tenant_id = s.tenant_id AND k.id = s.person_key_id
 WHERE p.tenant_id = :tenant_id AND p.staff_id = :staff_id
 ORDER BY p.created_at, p.id
 LIMIT :most

-- name: person_key
SELECT s.person_key_id, k.wrapped
  FROM identity.staff s
  JOIN vault.person_keys k ON k.tenant_id = s.tenant_id AND k.id = s.person_key_id
 WHERE s.tenant_id = :tenant_id AND s.id = :staff_id

-- name: add
-- Who remembers their sign-ins is told that they have a factor: from now on it is asked for.
WITH added AS (
    INSERT INTO identity.passkeys (
        tenant_id, id, staff_id, sealed, credential_id, public_key, sign_count, is_synced)
    VALUES (:tenant_id, :id, :staff_id, :sealed, :credential_id, :public_key, :sign_count, :is_synced)
    ON CONFLICT (tenant_id, credential_id) DO NOTHING
    RETURNING id)
UPDATE identity.staff
   SET changed_at = clock_timestamp()
 WHERE tenant_id = :tenant_id AND id = :staff_id AND EXISTS (SELECT FROM added)
RETURNING id

-- name: held
SELECT p.id, p.staff_id, p.public_key, p.sign_count
  FROM identity.passkeys p
  JOIN identity.staff s ON s.tenant_id = p.tenant_id AND s.id = p.staff_id
 WHERE p.tenant_id = :tenant_id AND p.credential_id = :credential_id AND s.state = 'active'
   FOR UPDATE OF p

-- name: use
UPDATE identity.passkeys
   SET sign_count = :sign_count, is_synced = :is_synced, last_used_at = now()
 WHERE tenant_id = :tenant_id AND id = :id

-- name: lock_staff
SELECT id FROM identity.staff
 WHERE tenant_id = :tenant_id AND id = :staff_id AND state = 'active'
   FOR UPDATE

-- name: is_theirs
SELECT EXISTS (
    SELECT FROM identity.passkeys
     WHERE tenant_id = :tenant_id AND staff_id = :staff_id AND credential_id = :credential_id)

-- name: remove
-- Who remembers their sign-ins is told that the factor went.
WITH told AS (
    UPDATE identity.staff
       SET changed_at = clock_timestamp()
     WHERE tenant_id = :tenant_id AND id = :staff_id)
DELETE FROM identity.passkeys
 WHERE tenant_id = :tenant_id AND id = :id AND staff_id = :staff_id
