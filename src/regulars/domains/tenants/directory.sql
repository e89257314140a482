-- name: by_ref
SELECT id, ref, slug, name, locale, state FROM tenants.directory WHERE ref = :value

-- name: by_slug
SELECT id, ref, slug, name, locale, state FROM tenants.directory WHERE slug = :value

-- name: all_tenants
SELECT id, ref, slug, name, locale, state FROM tenants.directory ORDER BY created_at, id
