-- fragment: columns
SELECT a.id, a.kind, a.about, a.subject_kind, a.subject_id, a.related_id, a.times, a.first_at,
       a.last_at, a.dismissed_at, a.dismissed_by

-- name: raise_it
-- The same again while nobody has dismissed it: one alert, counted.
INSERT INTO audit.alerts AS a (
    tenant_id, id, kind, about, fact_id, subject_kind, subject_id, related_id, first_at, last_at)
VALUES (:tenant_id, :id, :kind, :about, :fact_id, :subject_kind, :subject_id, :related_id, :at, :at)
ON CONFLICT (tenant_id, kind, about) WHERE dismissed_at IS NULL DO UPDATE
   SET times = a.times + 1, last_at = greatest(a.last_at, excluded.last_at),
       fact_id = excluded.fact_id, subject_kind = excluded.subject_kind,
       subject_id = excluded.subject_id, related_id = excluded.related_id

-- name: newest_open
-- Apart from the dismissed ones, which are kept and soon are most.
-- include: columns
  FROM audit.alerts a
 WHERE a.tenant_id = :tenant_id AND a.id < :before AND a.dismissed_at IS NULL
   AND (:kind::text IS NULL OR a.kind = :kind::text)
 ORDER BY a.id DESC
 LIMIT :most

-- name: newest_dismissed
-- include: columns
  FROM audit.alerts a
 WHERE a.tenant_id = :tenant_id AND a.id < :before AND a.dismissed_at IS NOT NULL
 ORDER BY a.id DESC
 LIMIT :most

-- name: newest_dismissed_of_kind
-- include: columns
  FROM audit.alerts a
 WHERE a.tenant_id = :tenant_id AND a.id < :before AND a.dismissed_at IS NOT NULL
   AND a.kind = :kind
 ORDER BY a.id DESC
 LIMIT :most

-- name: count_open
SELECT count(*) FROM (
    SELECT FROM audit.alerts
     WHERE tenant_id = :tenant_id AND dismissed_at IS NULL
     LIMIT :most) AS counted

-- name: dismiss
UPDATE audit.alerts
   SET dismissed_at = now(), dismissed_by = :by
 WHERE tenant_id = :tenant_id AND id = :id AND dismissed_at IS NULL
RETURNING kind, fact_id

-- name: reopen
-- Not beside a newer one of the same kind about the same: that one stands for both.
UPDATE audit.alerts a
   SET dismissed_at = NULL, dismissed_by = NULL
 WHERE a.tenant_id = :tenant_id AND a.id = :id AND a.dismissed_at IS NOT NULL
   AND NOT EXISTS (SELECT FROM audit.alerts o
                    WHERE o.tenant_id = :tenant_id AND o.kind = a.kind AND o.about = a.about
                      AND o.dismissed_at IS NULL)
RETURNING kind, fact_id

-- name: exists
SELECT true FROM audit.alerts WHERE tenant_id = :tenant_id AND id = :id
