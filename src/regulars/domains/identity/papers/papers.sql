-- name: one_locked
-- Two reviewers at once: the second one waits here, and then sees what the first one decided.
-- include: verifications.columns
 WHERE tenant_id = :tenant_id AND id = :id
   FOR UPDATE

-- name: open_locked
-- include: verifications.columns
 WHERE tenant_id = :tenant_id AND subject_id = :holder_id AND kind = :kind
   AND state IN ('requested', 'pending')
   FOR UPDATE

-- name: approved_locked
-- include: verifications.columns
 WHERE tenant_id = :tenant_id AND subject_id = :holder_id AND kind = ANY (:kinds::text[])
   AND state = 'approved'
   FOR UPDATE

-- name: request
INSERT INTO identity.verifications (
    tenant_id, id, subject_kind, subject_id, kind, document_kind, state, evidence, evidence_until,
    requested_kind, requested_by, handed_kind, handed_by, handed_at, expires_at)
VALUES (
    :tenant_id, :id, :subject_kind, :subject_id, :kind, :document_kind, :state, :evidence,
    CASE WHEN cardinality(:evidence::uuid[]) > 0
         THEN now() + make_interval(days => :files_days) END,
    :requested_kind, :requested_by, :handed_kind, :handed_by,
    CASE WHEN :handed_kind::text IS NOT NULL THEN now() END,
    now() + make_interval(days => :wait_days))

-- name: hand_in
UPDATE identity.verifications
   SET state = 'pending', document_kind = :document_kind, evidence = :evidence,
       evidence_until = now() + make_interval(days => :files_days),
       handed_kind = :handed_kind, handed_by = :handed_by, handed_at = now(), waits_since = now(),
       expires_at = now() + make_interval(days => :wait_days), version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'requested' AND version = :version

-- name: decide
-- `until` is the last day that counts, in the tenant's zone.
UPDATE identity.verifications
   SET state = :state, reason = :reason, sealed = :sealed,
       decided_kind = :decided_kind, decided_by = :decided_by, decided_at = now(),
       evidence_until = least(evidence_until, now() + make_interval(days => :kept_days)),
       expires_at = (:until::date + 1)::timestamp AT TIME ZONE :time_zone,
       version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id AND state = 'pending' AND version = :version

-- name: withdraw
UPDATE identity.verifications
   SET state = 'withdrawn', reason = :reason,
       decided_kind = :decided_kind, decided_by = :decided_by, decided_at = now(),
       evidence_until = CASE WHEN evidence_until > now() THEN now() ELSE evidence_until END,
       version = version + 1
 WHERE tenant_id = :tenant_id AND id = :id
   AND state IN ('requested', 'pending', 'approved') AND version = :version
