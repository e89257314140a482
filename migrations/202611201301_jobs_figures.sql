-- How a tenant's own jobs stand in the queue, without the queue being open to anybody.

-- The queue is the house's: nothing in it says whose a job is but its sealed payload. So who asks
-- names deliveries, and only those of the transaction's own tenant are looked up by their key.
CREATE FUNCTION jobs.states_of_tenant(tenant uuid, fact_ids uuid[], reactions text[])
    RETURNS TABLE (fact_id uuid, reaction text, status text, execute_after timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT d.fact_id, d.reaction, q.status::text, q.execute_after
      FROM unnest(fact_ids, reactions) AS asked (fact_id, reaction)
      JOIN journal.deliveries d
        ON d.tenant_id = tenant AND d.fact_id = asked.fact_id AND d.reaction = asked.reaction
      JOIN jobs.pgqueuer q
        ON q.dedupe_key = d.reaction || ':' || d.fact_id::text AND q.status IN ('queued', 'picked')
     WHERE d.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
$$;
SELECT runtime.give_to_search('jobs.states_of_tenant(uuid, uuid[], text[])');
SELECT runtime.search_reads('journal.deliveries', 'tenant_id, fact_id, reaction');
DO $$
BEGIN
    EXECUTE format('GRANT SELECT (dedupe_key, status, execute_after) ON jobs.pgqueuer TO %I',
                   runtime.role('search'));
END $$;
