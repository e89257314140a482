-- Open ends of the room of customers: a search narrowed like the list, who holds somebody back, and
-- preferences by stage.

-- A search is narrowed by language, kind, tag and company: before it is cut off, so that each page is full.
-- Tags are arrays: under row security no index helps them, here none is needed.

-- One search, one function: servers are replaced with their schema, see docs/howto/install.md.
-- squawk-ignore ban-drop-function
DROP FUNCTION customers.ids_by_tokens(
    uuid, integer[], text, text, boolean, text, timestamptz, bigint, uuid, integer);

CREATE FUNCTION customers.ids_by_tokens(
    tenant uuid, wanted int4[], of_stage text, of_state text, is_deleted boolean,
    of_language text, of_kind text, of_tag text, of_company uuid, sort text,
    after_time timestamptz, after_number bigint, after_id uuid, most integer)
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT c.id FROM customers.customers c
     WHERE c.tenant_id = tenant
       AND c.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND (current_setting('app.branch', true) = 'all'
            OR current_setting('app.branch', true) = ANY (c.branch_refs))
       AND c.tokens OPERATOR(public.@>) wanted
       AND c.merged_into IS NULL
       AND (c.deleted_at IS NOT NULL) = is_deleted
       AND (of_stage IS NULL OR c.stage = of_stage)
       AND (of_state IS NULL OR c.state = of_state)
       AND (of_language IS NULL OR c.language = of_language)
       AND (of_kind IS NULL OR c.kind = of_kind)
       AND (of_tag IS NULL OR of_tag = ANY (c.tags))
       AND (of_company IS NULL OR c.company_id = of_company)
       AND CASE sort WHEN '-created_at' THEN (c.created_at, c.id) < (after_time, after_id)
                     WHEN 'created_at'  THEN (c.created_at, c.id) > (after_time, after_id)
                     WHEN '-number'     THEN c.number < after_number
                     ELSE c.number > after_number END
     ORDER BY CASE WHEN sort = '-created_at' THEN c.created_at END DESC,
              CASE WHEN sort = 'created_at' THEN c.created_at END,
              CASE WHEN sort = '-number' THEN c.number END DESC,
              CASE WHEN sort = 'number' THEN c.number END,
              CASE WHEN sort = '-created_at' THEN c.id END DESC,
              c.id
     LIMIT most
$$;
SELECT runtime.give_to_search(
    'customers.ids_by_tokens(uuid, integer[], text, text, boolean, text, text, text, uuid, text, timestamptz, bigint, uuid, integer)');
DO $$
BEGIN
    EXECUTE format('GRANT SELECT (language, kind, tags, company_id) ON customers.customers TO %I',
                   runtime.role('search'));
END $$;

-- Of which stages a preference is asked; none says of all.
ALTER TABLE tenants.preference_fields ADD COLUMN stages text[] NOT NULL DEFAULT '{}';
-- It holds for the rows that are there: each has the default.
-- squawk-ignore constraint-missing-not-valid
ALTER TABLE tenants.preference_fields ADD CONSTRAINT preference_fields_stages
    CHECK (stages <@ ARRAY['guest', 'stub', 'full']);
SELECT runtime.classify('tenants.preference_fields', 'stages=setting');
