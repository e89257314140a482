-- name: keep_place
UPDATE exports.exports SET place = :place, rows_count = :rows_count
 WHERE tenant_id = :tenant_id AND id = :id
