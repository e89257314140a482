-- When phone and e-mail were proven stands on the customer's own row, where every reader finds it
-- without looking into identifiers twice. Whoever writes identifiers.verified_at or releases a
-- proven identifier writes these in the same transaction.

ALTER TABLE customers.customers
    ADD COLUMN phone_verified_at timestamptz,
    ADD COLUMN email_verified_at timestamptz;
SELECT runtime.classify('customers.customers', 'phone_verified_at=time email_verified_at=time');

SELECT runtime.for_each_tenant($$
    UPDATE customers.customers c
       SET phone_verified_at = i.phone_at, email_verified_at = i.email_at
      FROM (SELECT tenant_id, customer_id,
                   max(verified_at) FILTER (WHERE kind = 'phone') AS phone_at,
                   max(verified_at) FILTER (WHERE kind = 'email') AS email_at
              FROM customers.identifiers
             WHERE tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
               AND verified_at IS NOT NULL AND released_at IS NULL
             GROUP BY tenant_id, customer_id) AS i
     WHERE c.tenant_id = i.tenant_id AND c.id = i.customer_id
$$);
