-- no transaction
-- squawk-ignore-file ban-concurrent-index-creation-in-transaction, prefer-robust-stmts

-- The few in the order of each list, so that a page of them reads no other row. A row that is none of
-- them is in no such index and costs nothing. A suspension that is over leaves its time behind: the
-- time stands in the index, and such a row is passed over without being read.
CREATE INDEX CONCURRENTLY customers_blocked
    ON customers.customers (tenant_id, created_at DESC, id DESC)
    WHERE state = 'blocked' AND merged_into IS NULL;
CREATE INDEX CONCURRENTLY customers_blocked_by_number
    ON customers.customers (tenant_id, number, id)
    WHERE state = 'blocked' AND merged_into IS NULL;
CREATE INDEX CONCURRENTLY customers_suspended
    ON customers.customers (tenant_id, created_at DESC, id DESC, suspended_until)
    WHERE suspended_until IS NOT NULL AND merged_into IS NULL;
CREATE INDEX CONCURRENTLY customers_suspended_by_number
    ON customers.customers (tenant_id, number, id, suspended_until)
    WHERE suspended_until IS NOT NULL AND merged_into IS NULL;
CREATE INDEX CONCURRENTLY customers_deleted
    ON customers.customers (tenant_id, created_at DESC, id DESC)
    WHERE deleted_at IS NOT NULL AND merged_into IS NULL;
CREATE INDEX CONCURRENTLY customers_deleted_by_number
    ON customers.customers (tenant_id, number, id)
    WHERE deleted_at IS NOT NULL AND merged_into IS NULL;
