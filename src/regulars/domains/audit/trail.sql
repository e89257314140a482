-- fragment: fits
-- Every walk gives what fits and, as a signpost, the last entry that it reached: each reads
-- at most :reach of them, along an index that holds the id. What a walk goes along is asked again
-- in what fits, where it is always so.
               (:name::text IS NULL OR f.name = :name)
                   AND (:actor_id::uuid IS NULL OR f.actor_id = :actor_id)
                   AND (:branch_id::uuid IS NULL OR f.branch_id = :branch_id)
                   AND (:actor_kind::text IS NULL OR f.actor_kind = :actor_kind)
                   AND (:origin::text IS NULL OR f.origin = :origin) AS fits

-- fragment: older
SELECT w.id, w.occurred_at, w.fits, w.place = :reach AS is_end
  FROM (SELECT f.id, f.occurred_at, row_number() OVER (ORDER BY f.id DESC) AS place,

-- fragment: older_end
         ORDER BY f.id DESC
         LIMIT :reach) AS w
 WHERE w.fits OR w.place = :reach
 ORDER BY w.id DESC
 LIMIT :most

-- fragment: newer
SELECT w.id, w.occurred_at, w.fits, w.place = :reach AS is_end
  FROM (SELECT f.id, f.occurred_at, row_number() OVER (ORDER BY f.id ASC) AS place,

-- fragment: newer_end
         ORDER BY f.id ASC
         LIMIT :reach) AS w
 WHERE w.fits OR w.place = :reach
 ORDER BY w.id ASC
 LIMIT :most

-- name: all_older
-- include: older
-- include: fits
          FROM journal.facts f
         WHERE f.tenant_id = :tenant_id
           AND f.id > :above_id AND f.id < :below_id
-- include: older_end

-- name: all_newer
-- include: newer
-- include: fits
          FROM journal.facts f
         WHERE f.tenant_id = :tenant_id
           AND f.id > :above_id AND f.id < :below_id
-- include: newer_end

-- name: by_actor_older
-- include: older
-- include: fits
          FROM journal.facts f
         WHERE f.tenant_id = :tenant_id AND f.actor_id = :actor_id
           AND f.id > :above_id AND f.id < :below_id
-- include: older_end

-- name: by_actor_newer
-- include: newer
-- include: fits
          FROM journal.facts f
         WHERE f.tenant_id = :tenant_id AND f.actor_id = :actor_id
           AND f.id > :above_id AND f.id < :below_id
-- include: newer_end

-- name: by_name_older
-- include: older
-- include: fits
          FROM journal.facts f
         WHERE f.tenant_id = :tenant_id AND f.name = :name
           AND f.id > :above_id AND f.id < :below_id
-- include: older_end

-- name: by_name_newer
-- include: newer
-- include: fits
          FROM journal.facts f
         WHERE f.tenant_id = :tenant_id AND f.name = :name
           AND f.id > :above_id AND f.id < :below_id
-- include: newer_end

-- name: by_branch_older
-- include: older
-- include: fits
          FROM journal.facts f
         WHERE f.tenant_id = :tenant_id AND f.branch_id = :branch_id
           AND f.id > :above_id AND f.id < :below_id
-- include: older_end

-- name: by_branch_newer
-- include: newer
-- include: fits
          FROM journal.facts f
         WHERE f.tenant_id = :tenant_id AND f.branch_id = :branch_id
           AND f.id > :above_id AND f.id < :below_id
-- include: newer_end

-- name: of_subject_older
-- By when it happened: samples and imports tell of the past, and a person's story is read so.
SELECT w.id, w.occurred_at, w.fits, w.place = :reach AS is_end
  FROM (SELECT f.id, f.occurred_at,
               row_number() OVER (ORDER BY f.occurred_at DESC, f.id DESC) AS place,
-- include: fits
          FROM journal.facts f
         WHERE f.tenant_id = :tenant_id AND f.subject_id = :subject_id
           AND (f.occurred_at, f.id) > (:above_at::timestamptz, :above_id::uuid)
           AND (f.occurred_at, f.id) < (:below_at::timestamptz, :below_id::uuid)
         ORDER BY f.occurred_at DESC, f.id DESC
         LIMIT :reach) AS w
 WHERE w.fits OR w.place = :reach
 ORDER BY w.occurred_at DESC, w.id DESC
 LIMIT :most

-- name: of_subject_newer
SELECT w.id, w.occurred_at, w.fits, w.place = :reach AS is_end
  FROM (SELECT f.id, f.occurred_at,
               row_number() OVER (ORDER BY f.occurred_at ASC, f.id ASC) AS place,
-- include: fits
          FROM journal.facts f
         WHERE f.tenant_id = :tenant_id AND f.subject_id = :subject_id
           AND (f.occurred_at, f.id) > (:above_at::timestamptz, :above_id::uuid)
           AND (f.occurred_at, f.id) < (:below_at::timestamptz, :below_id::uuid)
         ORDER BY f.occurred_at ASC, f.id ASC
         LIMIT :reach) AS w
 WHERE w.fits OR w.place = :reach
 ORDER BY w.occurred_at ASC, w.id ASC
 LIMIT :most

-- name: by_ids
SELECT id, name, version, subject_kind, subject_id, related_id, actor_kind, actor_id, branch_id,
       origin, request_id, occurred_at, recorded_at, data, sealed
  FROM journal.facts
 WHERE tenant_id = :tenant_id AND id = ANY (:ids::uuid[])
