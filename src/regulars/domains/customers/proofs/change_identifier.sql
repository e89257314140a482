-- name: remember
INSERT INTO customers.identifier_changes (
    tenant_id, id, customer_id, kind, secret_hash, person_key_id, sealed, proven_at,
    reversible_until)
VALUES (:tenant_id, :id, :customer_id, :kind, :secret_hash, :person_key_id, :sealed, :proven_at,
        now() + :lifetime::interval)
