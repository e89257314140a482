-- A search among all that are neither blocked nor deleted, whatever else holds them: what callers of
-- the API mean by the state active. As it was, but for that word.
CREATE OR REPLACE FUNCTION customers.ids_by_tokens(
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
       AND (of_state IS NULL OR of_state = CASE
                WHEN c.state = 'blocked' THEN 'blocked'
                WHEN of_state = 'unblocked' THEN 'unblocked'
                WHEN c.suspended_until > now() THEN 'suspended'
                WHEN c.stage = 'guest' AND c.last_login_at IS NULL THEN 'temporary'
                ELSE 'active' END)
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
