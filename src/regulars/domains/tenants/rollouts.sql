-- name: rollouts
SELECT DISTINCT ON (flag) flag, percent
  FROM tenants.rollouts
 ORDER BY flag, id DESC

-- name: roll_out
INSERT INTO tenants.rollouts (id, flag, percent) VALUES (:id, :flag, :percent)
