-- A customer who is signed in sees rows of their own and of nobody else. Their unit of work has the
-- branch setting 'self:<customer>' (runtime/context.py): no branch has that name, so tables with
-- branches show nothing under it, and each table that holds one customer's rows says here whose.

-- The table's policy anew: under a customer's setting only rows whose column names that customer.
CREATE FUNCTION runtime.own_rows(target regclass, own_column name) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
DECLARE
    tenant text := 'tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid';
    theirs text := format(
        'current_setting(''app.branch'', true) = ''self:'' || %I::text', own_column);
    rule   text;
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute
                WHERE attrelid = target AND attname = 'branch_refs' AND NOT attisdropped) THEN
        rule := tenant || ' AND (current_setting(''app.branch'', true) = ''all'''
                       || ' OR current_setting(''app.branch'', true) = ANY (branch_refs)'
                       || ' OR ' || theirs || ')';
    ELSE
        rule := tenant || ' AND (left(coalesce(current_setting(''app.branch'', true), ''''), 5)'
                       || ' <> ''self:'' OR ' || theirs || ')';
    END IF;
    EXECUTE format('ALTER POLICY tenant ON %s USING (%s) WITH CHECK (%s)', target, rule, rule);
END $$;

-- For what a customer's unit of work may add about others (a fact names an account) and must neither
-- read nor change: a second lock on all but adding, `theirs` being a condition on the customer's id
-- as text, which it calls `substr(current_setting('app.branch', true), 6)`. A change that names no
-- row is not held by the lock on reading.
CREATE FUNCTION runtime.own_reads(target regclass, theirs text) RETURNS void
    LANGUAGE plpgsql SET search_path = ''
AS $$
DECLARE
    verb text;
BEGIN
    FOREACH verb IN ARRAY ARRAY['select', 'update', 'delete'] LOOP
        EXECUTE format(
            'CREATE POLICY %I ON %s AS RESTRICTIVE FOR %s TO %I, %I USING '
            '(left(coalesce(current_setting(''app.branch'', true), ''''), 5) <> ''self:'' OR %s)',
            'own_' || verb, target, verb, runtime.role('app'), runtime.role('work'), theirs);
    END LOOP;
END $$;

SELECT runtime.own_rows('customers.customers', 'id');
SELECT runtime.own_rows('customers.addresses', 'customer_id');
SELECT runtime.own_rows('customers.identifiers', 'customer_id');
SELECT runtime.own_rows('customers.avatars', 'customer_id');
SELECT runtime.own_rows('identity.accounts', 'holder_id');
SELECT runtime.own_reads('journal.facts',
    'subject_id::text = substr(current_setting(''app.branch'', true), 6)'
    ' OR related_id::text = substr(current_setting(''app.branch'', true), 6)');
SELECT runtime.own_reads('audit.reads',
    'substr(current_setting(''app.branch'', true), 6) = ANY (subject_ids::text[])');
-- Who else may be the same person is for staff, and what somebody has yet to prove is met before it
-- is known who is there: to a customer who is signed in both are empty.
SELECT runtime.own_reads('customers.possible_duplicates', 'false');
SELECT runtime.own_reads('customers.second_proofs', 'false');
