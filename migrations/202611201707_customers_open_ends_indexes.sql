-- no transaction
-- squawk-ignore-file ban-concurrent-index-creation-in-transaction, prefer-robust-stmts

-- Who blocked or deleted a customer is asked by every page of somebody who is: the newest fact of
-- either kind, however much happened since. Few facts are of these, so the index stays small.
CREATE INDEX CONCURRENTLY facts_of_holds ON journal.facts
    (tenant_id, subject_id, name, occurred_at DESC, id DESC)
    WHERE name IN ('customers.blocked', 'customers.deleted');

-- When a tenant's clock moves, those counted by the old one are found a batch at a time.
CREATE INDEX CONCURRENTLY counted_by_zone ON customers.counted (tenant_id, time_zone);
