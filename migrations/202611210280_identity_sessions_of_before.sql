-- Sign-ins from before there were second steps were taken for proven when that column came: whoever
-- sat at one could change what wants a young proof. They were proven when they began.
SELECT runtime.for_each_tenant($$
    UPDATE identity.sessions s
       SET proven_at = s.created_at
      FROM migrations.applied m
     WHERE s.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
       AND m.name = '202611201860_identity_staff_factors'
       AND s.proven_at = m.applied_at AND s.created_at < s.proven_at
$$);
