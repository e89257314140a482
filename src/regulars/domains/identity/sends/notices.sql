-- name: tell
INSERT INTO identity.notices (tenant_id, id, kind, channel, language, key_id, wrapped, sealed)
VALUES (:tenant_id, :id, :kind, :channel, :language, :key_id, :wrapped, :sealed)
