-- no transaction
-- squawk-ignore-file ban-concurrent-index-creation-in-transaction, prefer-robust-stmts

-- What nobody has dismissed yet is asked for by every owner's home, newest first; dismissed alerts
-- are kept, and are soon many more.
CREATE INDEX CONCURRENTLY alerts_open_newest ON audit.alerts (tenant_id, id)
    WHERE dismissed_at IS NULL;
