-- name: try_lock
SELECT pg_try_advisory_xact_lock(:lock)

-- name: look_up
SELECT request_hash, status, resource_id, person_key_id, sealed
  FROM runtime.idempotency
 WHERE tenant_id = :tenant_id AND credential_id = :credential_id AND key_hash = :key_hash

-- name: keep
INSERT INTO runtime.idempotency (
    tenant_id, credential_id, key_hash, request_hash, status, resource_id, person_key_id, sealed)
VALUES (
    :tenant_id, :credential_id, :key_hash, :request_hash, :status, :resource_id, :person_key_id,
    :sealed)
