-- no transaction
-- squawk-ignore-file ban-concurrent-index-creation-in-transaction, prefer-robust-stmts

CREATE INDEX CONCURRENTLY challenges_by_whom
    ON identity.challenges (tenant_id, whose, created_at DESC) WHERE whose IS NOT NULL;
CREATE INDEX CONCURRENTLY challenges_by_prover
    ON identity.challenges (tenant_id, prover, created_at DESC) WHERE prover IS NOT NULL;
DROP INDEX CONCURRENTLY identity.challenges_by_account;
DROP INDEX CONCURRENTLY identity.challenges_by_proven;
