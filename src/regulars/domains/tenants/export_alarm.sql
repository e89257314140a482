-- name: rows
SELECT export_alarm_rows
  FROM tenants.settings
 WHERE tenant_id = :tenant_id

-- name: change
UPDATE tenants.settings
   SET export_alarm_rows = :rows, version = version + 1, updated_at = now()
 WHERE tenant_id = :tenant_id AND export_alarm_rows <> :rows
RETURNING version
