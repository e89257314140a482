-- name: handed_lately
-- By themselves; what staff hand in for them has other limits.
SELECT count(*)
  FROM identity.verifications
 WHERE tenant_id = :tenant_id AND subject_id = :holder_id AND kind = 'document'
   AND handed_kind = 'customer' AND handed_at > now() - interval '1 day'
