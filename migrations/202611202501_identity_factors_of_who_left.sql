-- Accounts that were closed before kept what had proven their people: it opens nothing any more, and
-- nobody needs it.

SELECT runtime.for_each_tenant($$
    DELETE FROM identity.authenticators f
     USING identity.staff s
     WHERE f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND s.tenant_id = f.tenant_id AND s.id = f.staff_id AND s.state = 'closed'
$$);
SELECT runtime.for_each_tenant($$
    DELETE FROM identity.passkeys f
     USING identity.staff s
     WHERE f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND s.tenant_id = f.tenant_id AND s.id = f.staff_id AND s.state = 'closed'
$$);
SELECT runtime.for_each_tenant($$
    DELETE FROM identity.recovery_codes f
     USING identity.staff s
     WHERE f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND s.tenant_id = f.tenant_id AND s.id = f.staff_id AND s.state = 'closed'
$$);
SELECT runtime.for_each_tenant($$
    DELETE FROM identity.staff_devices f
     USING identity.staff s
     WHERE f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND s.tenant_id = f.tenant_id AND s.id = f.staff_id AND s.state = 'closed'
$$);
