-- name: slug_is_taken
-- Looked at before keys are made; the unique constraint decides between two at once.
SELECT id FROM tenants.directory WHERE slug = :slug

-- name: enter_directory
INSERT INTO tenants.directory (id, ref, slug, name, locale)
VALUES (:id, :ref, :slug, :name, :locale)

-- name: first_settings
INSERT INTO tenants.settings (tenant_id, default_country, time_zone, languages)
VALUES (:tenant_id, :default_country, :time_zone, :languages)
