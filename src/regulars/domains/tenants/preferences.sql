-- name: shape
SELECT s.preferences_version, f.key, f.kind, f.label_en, f.label_ar, f.choices, f.stages,
       f.retired_at IS NOT NULL AS is_retired
  FROM tenants.settings s
  LEFT JOIN tenants.preference_fields f ON f.tenant_id = s.tenant_id
 WHERE s.tenant_id = :tenant_id
 ORDER BY f.place
 LIMIT :most

-- name: next_version
UPDATE tenants.settings
   SET preferences_version = preferences_version + 1
 WHERE tenant_id = :tenant_id AND preferences_version = :version

-- name: keep_fields
INSERT INTO tenants.preference_fields AS p
       (tenant_id, key, place, kind, label_en, label_ar, choices, retired_at, stages)
SELECT :tenant_id, f.key, f.place, f.kind, f.label_en, f.label_ar,
       string_to_array(f.choices, E'\x1e'), CASE WHEN f.is_retired THEN now() END,
       string_to_array(f.stages, E'\x1e')
  FROM unnest(:keys::text[], :places::integer[], :kinds::text[], :labels_en::text[],
              :labels_ar::text[], :choices::text[], :retired::boolean[], :stages::text[])
    AS f (key, place, kind, label_en, label_ar, choices, is_retired, stages)
ON CONFLICT (tenant_id, key) DO UPDATE
   SET place      = excluded.place,
       label_en   = excluded.label_en,
       label_ar   = excluded.label_ar,
       choices    = excluded.choices,
       stages     = excluded.stages,
       retired_at = CASE WHEN excluded.retired_at IS NULL THEN NULL
                         ELSE coalesce(p.retired_at, excluded.retired_at) END
