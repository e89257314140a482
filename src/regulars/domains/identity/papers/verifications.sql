-- fragment: columns
-- What has lapsed is expired from that moment on, whether or not the timetable came by.
SELECT id, subject_id, kind, document_kind,
       CASE WHEN expires_at <= now() AND state IN ('requested', 'pending', 'approved')
            THEN 'expired' ELSE state END AS state,
       evidence, coalesce(evidence_until > now(), false) AS has_files,
       requested_kind, requested_by, requested_at, handed_kind, handed_by, handed_at,
       waits_since, decided_kind, decided_by, decided_at, reason, expires_at, version, sealed
  FROM identity.verifications

-- name: one
-- include: columns
 WHERE tenant_id = :tenant_id AND id = :id

-- name: of_holder
-- include: columns
 WHERE tenant_id = :tenant_id AND subject_id = :holder_id
 ORDER BY requested_at DESC
 LIMIT :most

-- name: noted
-- Accepted once: also those whose day is over.
-- include: columns
 WHERE tenant_id = :tenant_id AND subject_id = :holder_id AND kind = 'document'
   AND state IN ('approved', 'expired') AND sealed IS NOT NULL
 ORDER BY requested_at DESC
 LIMIT :most

-- name: in_queue
-- Whoever has waited longest is served next, since they handed in what was asked for.
-- include: columns
 WHERE tenant_id = :tenant_id AND state = :state AND kind = 'document'
   AND (expires_at IS NULL OR expires_at > now() OR state NOT IN ('requested', 'pending', 'approved'))
   AND (:document_kind::text IS NULL OR document_kind = :document_kind)
   AND (waits_since, id) > (:after_since::timestamptz, :after_id::uuid)
 ORDER BY waits_since, id
 LIMIT :most

-- name: counts
-- No further than so many of each: a queue that long needs hands and not a number.
SELECT s.state, (SELECT count(*)
                   FROM (SELECT 1 FROM identity.verifications v
                          WHERE v.tenant_id = :tenant_id AND v.state = s.state
                            AND v.kind = 'document'
                          LIMIT :most) AS few)::integer AS many
  FROM unnest(:states::text[]) AS s (state)
