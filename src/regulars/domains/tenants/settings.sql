-- name: settings
SELECT default_country, time_zone, languages, version
  FROM tenants.settings
 WHERE tenant_id = :tenant_id

-- name: change
UPDATE tenants.settings
   SET default_country = :default_country,
       time_zone       = :time_zone,
       languages       = :languages,
       version         = version + 1,
       updated_at      = now()
 WHERE tenant_id = :tenant_id AND version = :version

-- name: change_profile
SELECT tenants.change_own_profile(:name, :locale)
