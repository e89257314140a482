-- fragment: seen
-- Row security of the two customers says who may see the pair; each is looked up by its id.
 CROSS JOIN LATERAL (SELECT count(*) = 2 AS is_seen
                       FROM customers.customers c
                      WHERE c.tenant_id = :tenant_id AND c.id IN (d.customer_id, d.other_id)
                        AND c.deleted_at IS NULL AND c.merged_into IS NULL) AS seen

-- name: note
-- Once of two records, whichever of them came later.
INSERT INTO customers.possible_duplicates (tenant_id, id, customer_id, other_id, why)
SELECT :tenant_id, n.id, :customer_id, n.other_id, :why
  FROM unnest(:ids::uuid[], :others::uuid[]) AS n (id, other_id)
 WHERE NOT EXISTS (SELECT FROM customers.possible_duplicates d
                    WHERE d.tenant_id = :tenant_id
                      AND d.customer_id = n.other_id AND d.other_id = :customer_id)
ON CONFLICT (tenant_id, customer_id, other_id) DO NOTHING

-- name: newest
-- Who sees one branch may see few of many: so :reach pairs are looked at at most, along the index.
-- It gives those that are seen and, as a signpost, the last one that it reached.
SELECT d.id, d.customer_id, d.other_id, d.why, d.state, d.created_at, seen.is_seen,
       d.place = :reach AS is_end
  FROM (SELECT n.id, n.customer_id, n.other_id, n.why, n.state, n.created_at,
               row_number() OVER (ORDER BY n.created_at DESC, n.id DESC) AS place
          FROM customers.possible_duplicates n
         WHERE n.tenant_id = :tenant_id AND n.state = :state
           AND (n.created_at, n.id) < (:after_time::timestamptz, :after_id::uuid)
         ORDER BY n.created_at DESC, n.id DESC
         LIMIT :reach) AS d
-- include: seen
 WHERE seen.is_seen OR d.place = :reach
 ORDER BY d.created_at DESC, d.id DESC
 LIMIT :most

-- name: count
-- Of each state by itself, so that what is settled takes no room from what is open.
SELECT s.state, w.many, w.is_all
  FROM unnest(:states::text[]) AS s (state)
 CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE seen.is_seen) AS many, count(*) < :reach AS is_all
         FROM (SELECT n.customer_id, n.other_id
                 FROM customers.possible_duplicates n
                WHERE n.tenant_id = :tenant_id AND n.state = s.state
                ORDER BY n.created_at DESC, n.id DESC
                LIMIT :reach) AS d
-- include: seen
       ) AS w

-- name: find
SELECT d.customer_id, d.other_id, d.state
  FROM customers.possible_duplicates d
-- include: seen
 WHERE d.tenant_id = :tenant_id AND d.id = :id AND seen.is_seen
   FOR UPDATE OF d

-- name: settle
UPDATE customers.possible_duplicates
   SET state = :state,
       settled_at = CASE WHEN :state = 'open' THEN NULL ELSE now() END,
       settled_by = CASE WHEN :state = 'open' THEN NULL ELSE :settled_by::uuid END
 WHERE tenant_id = :tenant_id AND id = :id
