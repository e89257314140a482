-- name: by_link
SELECT id FROM people.invitations
 WHERE tenant_id = :tenant_id AND secret_hash = :secret_hash
   AND state = 'pending' AND expires_at > clock_timestamp()
