-- name: settings
SELECT default_country, time_zone, languages, version, reverify_after_months
  FROM tenants.settings
 WHERE tenant_id = :tenant_id

-- name: change
UPDATE tenants.settings
   SET default_country = :default_country,
       time_zone       = :time_zone,
       languages       = :languages,
       reverify_after_months = :reverify_after_months,
       version         = version + 1,
       updated_at      = now()
 WHERE tenant_id = :tenant_id AND version = :version

-- name: change_profile
SELECT tenants.change_own_profile(:name, :locale)
