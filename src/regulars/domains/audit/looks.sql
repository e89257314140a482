-- fragment: fits
-- Every walk gives what fits and, as a signpost, the last entry that it reached: each reads
-- at most :reach of them, along an index that holds the id. What a walk goes along is asked again
-- in what fits, where it is always so.
               (:kind::text IS NULL OR r.kind = :kind)
                   AND (:purpose::text IS NULL OR r.purpose = :purpose)
                   AND (:actor_id::uuid IS NULL OR r.actor_id = :actor_id)
                   AND (:branch_id::uuid IS NULL OR r.branch_id = :branch_id)
                   AND (:actor_kind::text IS NULL OR r.actor_kind = :actor_kind) AS fits

-- fragment: older
SELECT w.id, w.fits, w.place = :reach AS is_end
  FROM (SELECT r.id, row_number() OVER (ORDER BY r.id DESC) AS place,

-- fragment: older_end
         ORDER BY r.id DESC
         LIMIT :reach) AS w
 WHERE w.fits OR w.place = :reach
 ORDER BY w.id DESC
 LIMIT :most

-- fragment: newer
SELECT w.id, w.fits, w.place = :reach AS is_end
  FROM (SELECT r.id, row_number() OVER (ORDER BY r.id ASC) AS place,

-- fragment: newer_end
         ORDER BY r.id ASC
         LIMIT :reach) AS w
 WHERE w.fits OR w.place = :reach
 ORDER BY w.id ASC
 LIMIT :most

-- name: all_older
-- include: older
-- include: fits
          FROM audit.reads r
         WHERE r.tenant_id = :tenant_id
           AND r.id > :above_id AND r.id < :below_id
-- include: older_end

-- name: all_newer
-- include: newer
-- include: fits
          FROM audit.reads r
         WHERE r.tenant_id = :tenant_id
           AND r.id > :above_id AND r.id < :below_id
-- include: newer_end

-- name: by_actor_older
-- include: older
-- include: fits
          FROM audit.reads r
         WHERE r.tenant_id = :tenant_id AND r.actor_id = :actor_id
           AND r.id > :above_id AND r.id < :below_id
-- include: older_end

-- name: by_actor_newer
-- include: newer
-- include: fits
          FROM audit.reads r
         WHERE r.tenant_id = :tenant_id AND r.actor_id = :actor_id
           AND r.id > :above_id AND r.id < :below_id
-- include: newer_end

-- name: by_branch_older
-- include: older
-- include: fits
          FROM audit.reads r
         WHERE r.tenant_id = :tenant_id AND r.branch_id = :branch_id
           AND r.id > :above_id AND r.id < :below_id
-- include: older_end

-- name: by_branch_newer
-- include: newer
-- include: fits
          FROM audit.reads r
         WHERE r.tenant_id = :tenant_id AND r.branch_id = :branch_id
           AND r.id > :above_id AND r.id < :below_id
-- include: newer_end

-- name: of_subject_older
-- include: older
-- include: fits
          FROM audit.reads r
         WHERE r.tenant_id = :tenant_id
           AND r.id = ANY (ARRAY(SELECT s.id FROM audit.ids_by_subject_between(
                   :tenant_id, :subject_id, :above_id, :below_id, :reach, false) AS s (id)))
-- include: older_end

-- name: of_subject_newer
-- include: newer
-- include: fits
          FROM audit.reads r
         WHERE r.tenant_id = :tenant_id
           AND r.id = ANY (ARRAY(SELECT s.id FROM audit.ids_by_subject_between(
                   :tenant_id, :subject_id, :above_id, :below_id, :reach, true) AS s (id)))
-- include: newer_end

-- name: by_ids
SELECT id, kind, actor_kind, actor_id, branch_id, purpose, route, at,
       subject_ids[1:3] AS first_subjects, cardinality(subject_ids) AS subjects_count
  FROM audit.reads
 WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[])
