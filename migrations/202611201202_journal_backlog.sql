-- How old the oldest fact is that nobody handed on yet: what is read from reactions says by it
-- how far it has come.

-- Pending rows are the relay's. This tells one id of the transaction's own tenant.
CREATE FUNCTION journal.oldest_pending(tenant uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT p.fact_id FROM journal.pending p
     WHERE p.tenant_id = tenant
       AND p.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
     ORDER BY p.fact_id
     LIMIT 1
$$;
SELECT runtime.give_to_search('journal.oldest_pending(uuid)');

DO $$
BEGIN
    EXECUTE pg_catalog.format('GRANT SELECT (fact_id) ON journal.pending TO %I', runtime.role('search'));
END $$;
