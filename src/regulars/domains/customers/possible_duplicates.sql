-- fragment: both_seen
-- Row security of the two customers says who may see the pair; each is looked up by its id.
  FROM customers.possible_duplicates d
 CROSS JOIN LATERAL (SELECT count(*) AS many
                       FROM customers.customers c
                      WHERE c.tenant_id = :tenant_id AND c.id IN (d.customer_id, d.other_id)
                        AND c.deleted_at IS NULL AND c.merged_into IS NULL) AS seen
 WHERE d.tenant_id = :tenant_id AND seen.many = 2

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
SELECT d.id, d.customer_id, d.other_id, d.why, d.state, d.created_at
-- include: both_seen
   AND d.state = :state
   AND (d.created_at, d.id) < (:after_time::timestamptz, :after_id::uuid)
 ORDER BY d.created_at DESC, d.id DESC
 LIMIT :most

-- name: count
SELECT state, count(*) AS many
  FROM (SELECT d.state
-- include: both_seen
         LIMIT :most) AS found
 GROUP BY state

-- name: find
SELECT d.customer_id, d.other_id, d.state
-- include: both_seen
   AND d.id = :id
   FOR UPDATE OF d

-- name: settle
UPDATE customers.possible_duplicates
   SET state = :state,
       settled_at = CASE WHEN :state = 'open' THEN NULL ELSE now() END,
       settled_by = CASE WHEN :state = 'open' THEN NULL ELSE :settled_by::uuid END
 WHERE tenant_id = :tenant_id AND id = :id
