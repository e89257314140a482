-- name: one_at_a_time
SELECT pg_try_advisory_lock(:lock)

-- name: has_database
SELECT true FROM pg_catalog.pg_database WHERE datname = :name

-- name: has_ledger
SELECT to_regclass('migrations.applied') IS NOT NULL

-- name: ledger
DO $$
BEGIN
    CREATE SCHEMA IF NOT EXISTS migrations;
    REVOKE ALL ON SCHEMA migrations FROM PUBLIC;
    CREATE TABLE IF NOT EXISTS migrations.applied (
        name       text PRIMARY KEY,
        digest     text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
    );
    COMMENT ON COLUMN migrations.applied.name IS 'class: state';
    COMMENT ON COLUMN migrations.applied.digest IS 'class: hash';
    COMMENT ON COLUMN migrations.applied.applied_at IS 'class: time';
END $$

-- name: applied
SELECT name, digest FROM migrations.applied ORDER BY name

-- name: note
INSERT INTO migrations.applied (name, digest) VALUES (:name, :digest)

-- name: key_check
SELECT check_value FROM runtime.key_check

-- name: has_key_check
SELECT to_regclass('runtime.key_check') IS NOT NULL

-- name: tie_key
-- The first time that a database is migrated ties it to its master key.
INSERT INTO runtime.key_check (check_value) VALUES (:check_value)
ON CONFLICT (only_row) DO NOTHING
