-- no transaction
-- squawk-ignore-file ban-concurrent-index-creation-in-transaction, prefer-robust-stmts

CREATE INDEX CONCURRENTLY challenges_by_proven
    ON identity.challenges (tenant_id, proven_by_account, created_at DESC)
    WHERE proven_by_account IS NOT NULL;
