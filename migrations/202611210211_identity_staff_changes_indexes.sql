-- no transaction
-- squawk-ignore-file ban-concurrent-index-creation-in-transaction, prefer-robust-stmts

CREATE INDEX CONCURRENTLY sessions_by_change
    ON identity.sessions (tenant_id, changed_at)
    WHERE changed_at IS NOT NULL;

CREATE INDEX CONCURRENTLY sessions_by_end
    ON identity.sessions (tenant_id, ended_at)
    WHERE ended_at IS NOT NULL;

CREATE INDEX CONCURRENTLY staff_by_change
    ON identity.staff (tenant_id, changed_at)
    WHERE changed_at IS NOT NULL;
