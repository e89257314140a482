-- name: by_link
-- Two branches may invite somebody without seeing each other's: the one sent last counts, before
-- the other is marked.
SELECT i.id FROM people.invitations i
 WHERE i.tenant_id = :tenant_id AND i.secret_hash = :secret_hash
   AND i.state = 'pending' AND i.expires_at > clock_timestamp()
   AND NOT EXISTS (
       SELECT FROM people.invitations n
        WHERE n.tenant_id = :tenant_id AND n.customer_id = i.customer_id AND n.state = 'pending'
          AND (n.expires_at, n.id) > (i.expires_at, i.id))
