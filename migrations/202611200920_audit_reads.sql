-- Who looked at whom, why and when: one row a request, never changed.

CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
CREATE SCHEMA audit;
SELECT runtime.open_schema('audit');

CREATE TABLE audit.reads (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('listed', 'read', 'revealed', 'exported')),
    actor_kind  text NOT NULL,
    actor_id    uuid,
    branch_id   uuid,
    purpose     text NOT NULL,
    route       text NOT NULL,
    request_id  text,
    subject_ids uuid[] NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);
SELECT runtime.tenant_table('audit.reads', app => 'SELECT, INSERT', work => 'SELECT, INSERT');
SELECT runtime.append_only('audit.reads');
SELECT runtime.classify('audit.reads',
    'tenant_id=id id=id kind=state actor_kind=state actor_id=id branch_id=id purpose=state
     route=state request_id=id subject_ids=id at=time');
CREATE INDEX reads_by_subject ON audit.reads USING gin (tenant_id, subject_ids);
CREATE INDEX reads_by_actor ON audit.reads (tenant_id, actor_id, id DESC);

CREATE TABLE audit.reads_default PARTITION OF audit.reads DEFAULT;
SELECT runtime.dress_part('audit.reads_default');

CREATE FUNCTION audit.make_parts(until date) RETURNS integer
    LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$ SELECT runtime.make_month_parts('audit.reads', now()::date, least(until, (now() + interval '1 year')::date)) $$;
SELECT runtime.grant_function('audit.make_parts(date)', 'work');
SELECT audit.make_parts((now() + interval '3 months')::date);

-- Who looked at one person: the array's index is out of reach under row security, so this one
-- function asks it as the search role, of the transaction's tenant only.
CREATE FUNCTION audit.ids_by_subject(tenant uuid, subject uuid, before uuid, most integer)
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT r.id FROM audit.reads r
     WHERE r.tenant_id = tenant
       AND r.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND r.subject_ids @> ARRAY[subject]
       AND r.id < before
     ORDER BY r.id DESC
     LIMIT most
$$;
SELECT runtime.give_to_search('audit.ids_by_subject(uuid, uuid, uuid, integer)');
SELECT runtime.search_reads('audit.reads', 'tenant_id, id, subject_ids');
