-- name: standing
SELECT id FROM identity.verifications
 WHERE tenant_id = :tenant_id AND subject_id = :holder_id AND kind = ANY (:kinds::text[])
   AND state = 'approved'
   FOR UPDATE

-- name: end
UPDATE identity.verifications
   SET state = 'withdrawn', reason = :reason,
       decided_kind = :decided_kind, decided_by = :decided_by, decided_at = now(),
       version = version + 1
 WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[]) AND state = 'approved'

-- name: note_proven
-- A code was right: asked for, handed in and decided in one.
INSERT INTO identity.verifications (
    tenant_id, id, subject_kind, subject_id, kind, state, evidence, requested_kind, requested_by,
    handed_kind, handed_by, handed_at, decided_kind, decided_by, decided_at)
VALUES (
    :tenant_id, :id, :subject_kind, :subject_id, :kind, 'approved', :evidence, :hand_kind,
    :hand_id, :hand_kind, :hand_id, now(), :hand_kind, :hand_id, now())
