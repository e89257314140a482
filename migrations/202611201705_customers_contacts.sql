-- Whether a company has contacts, those of branches that the caller does not see among them.

-- Row security would hide them, and a company would stop being one behind their backs. This
-- tells a yes or a no about a company of the transaction's own tenant and branch, and no id.
CREATE FUNCTION customers.has_contacts(tenant uuid, company uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT EXISTS (
        SELECT 1
          FROM customers.customers c
          JOIN customers.customers p ON p.tenant_id = c.tenant_id AND p.company_id = c.id
         WHERE c.tenant_id = tenant AND c.id = company
           AND c.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
           AND (current_setting('app.branch', true) = 'all'
                OR current_setting('app.branch', true) = ANY (c.branch_refs)))
$$;
SELECT runtime.give_to_search('customers.has_contacts(uuid, uuid)');

DO $$
BEGIN
    EXECUTE pg_catalog.format(
        'GRANT SELECT (company_id) ON customers.customers TO %I', runtime.role('search'));
END $$;
