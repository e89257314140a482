-- name: sent_lately
SELECT coalesce(sum(sent), 0) FROM people.invitations
 WHERE tenant_id = :tenant_id AND customer_id = :customer_id
   AND expires_at - :lifetime::interval > now() - interval '1 day'

-- name: invite
INSERT INTO people.invitations (
    tenant_id, id, customer_id, branch_refs, kind, token, token_epoch, person_key_id, sealed,
    language, inviter_kind, inviter_id, secret_hash, expires_at)
VALUES (:tenant_id, :id, :customer_id, :branch_refs, :kind, :token, :token_epoch,
        :person_key_id, :sealed, :language, :inviter_kind, :inviter_id, :secret_hash,
        now() + :lifetime::interval)

-- name: resend
-- The link before it is dead: its hash is nowhere any more.
UPDATE people.invitations
   SET secret_hash = :secret_hash, sent = sent + 1, state = 'pending', settled_at = NULL,
       inviter_kind = :inviter_kind, inviter_id = :inviter_id,
       expires_at = now() + :lifetime::interval
 WHERE tenant_id = :tenant_id AND id = :id AND state IN ('pending', 'expired')
RETURNING sent
