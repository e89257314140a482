-- fragment: lapse
-- Papers that nobody looked at in time go at once.
UPDATE identity.verifications v
   SET state = 'expired', version = version + 1,
       evidence_until = CASE WHEN decided_at IS NULL THEN least(evidence_until, now())
                             ELSE evidence_until END
 WHERE v.tenant_id = :tenant_id AND v.id IN (

-- fragment: lapsed
RETURNING v.id, v.subject_id, v.kind, v.document_kind, v.version,
          CASE WHEN v.decided_at IS NULL THEN v.evidence ELSE '{}' END AS unseen

-- name: lapse_of
-- include: lapse
    SELECT id FROM identity.verifications
     WHERE tenant_id = :tenant_id AND subject_id = :holder_id AND kind = 'document'
       AND state IN ('requested', 'pending') AND expires_at <= now()
       FOR UPDATE)
-- include: lapsed

-- name: lapse_some
-- include: lapse
    SELECT id FROM identity.verifications
     WHERE tenant_id = :tenant_id AND state IN ('requested', 'pending', 'approved')
       AND expires_at <= now()
     ORDER BY expires_at
     LIMIT :most
       FOR UPDATE SKIP LOCKED)
-- include: lapsed
