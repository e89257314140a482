-- fragment: columns
id, customer_id, kind, person_key_id, sealed, language, inviter_kind, inviter_id, sent, state,
created_at, expires_at, settled_at

-- name: by_id
SELECT
-- include: columns
  FROM people.invitations
 WHERE tenant_id = :tenant_id AND id = :id

-- name: by_id_locked
SELECT
-- include: columns
  FROM people.invitations
 WHERE tenant_id = :tenant_id AND id = :id
   FOR UPDATE

-- fragment: newest
   AND (created_at, id) < (:after_time::timestamptz, :after_id::uuid)
 ORDER BY created_at DESC, id DESC
 LIMIT :limit

-- name: of_all
SELECT
-- include: columns
  FROM people.invitations
 WHERE tenant_id = :tenant_id
-- include: newest

-- name: of_state
-- Apart from the others: one statement for all would read past everything that is settled.
SELECT
-- include: columns
  FROM people.invitations
 WHERE tenant_id = :tenant_id AND state = :state
-- include: newest

-- name: of_customer
SELECT
-- include: columns
  FROM people.invitations
 WHERE tenant_id = :tenant_id AND customer_id = :customer_id
   AND (:state::text IS NULL OR state = :state)
-- include: newest

-- name: settle
UPDATE people.invitations
   SET state = :state, settled_at = now()
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'pending'
RETURNING id

-- name: settle_others
UPDATE people.invitations
   SET state = :state, settled_at = now()
 WHERE tenant_id = :tenant_id AND customer_id = :customer_id AND state = 'pending'
   AND id <> :id
RETURNING id
