-- The trail as a page: walked by actor, kind of fact and branch, and how far its chain is proven.

-- Each walk is by id, which is the order of recording, and ends early at the months it needs.
-- No index of a partitioned table can be made concurrently.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX facts_by_actor ON journal.facts (tenant_id, actor_id, id) WHERE actor_id IS NOT NULL;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX facts_by_name ON journal.facts (tenant_id, name, id);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX facts_by_branch ON journal.facts (tenant_id, branch_id, id) WHERE branch_id IS NOT NULL;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX reads_by_branch ON audit.reads (tenant_id, branch_id, id) WHERE branch_id IS NOT NULL;

-- Who looked at one person between two places, walked either way. As ids_by_subject: the array's
-- index is out of reach under row security, so the search role asks it, of this tenant only.
CREATE FUNCTION audit.ids_by_subject_between(
    tenant uuid, subject uuid, above uuid, below uuid, most integer, upwards boolean)
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT r.id FROM audit.reads r
     WHERE r.tenant_id = tenant
       AND r.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND r.subject_ids @> ARRAY[subject]
       AND r.id > above AND r.id < below
     ORDER BY CASE WHEN upwards THEN r.id END, CASE WHEN NOT upwards THEN r.id END DESC
     LIMIT most
$$;
SELECT runtime.give_to_search(
    'audit.ids_by_subject_between(uuid, uuid, uuid, uuid, integer, boolean)');

-- Up to which place somebody has proven the tenant's chain, and what was wrong there, if anything.
CREATE TABLE audit.verifications (
    tenant_id uuid NOT NULL,
    seq       bigint NOT NULL,
    hash      bytea NOT NULL,
    fault     text,
    fault_seq bigint,
    at        timestamptz NOT NULL DEFAULT now(),
    actor_id  uuid,
    PRIMARY KEY (tenant_id)
);
SELECT runtime.tenant_table('audit.verifications',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('audit.verifications',
    'tenant_id=id seq=number hash=proof fault=state fault_seq=number at=time actor_id=id');
