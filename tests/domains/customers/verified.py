"""Proving a phone or an e-mail as the operations that come will: on the identifiers and the row."""

from tests.domains.evidence import asking

# In one statement, so that neither is ever without the other.
VERIFY = asking(
    "WITH proven AS ("
    " UPDATE customers.identifiers SET verified_at = now()"
    "  WHERE tenant_id = $1 AND customer_id = $2 AND released_at IS NULL RETURNING kind)"
    " UPDATE customers.customers"
    "    SET phone_verified_at = (SELECT now() FROM proven WHERE kind = 'phone' LIMIT 1),"
    "        email_verified_at = (SELECT now() FROM proven WHERE kind = 'email' LIMIT 1)"
    "  WHERE tenant_id = $1 AND id = $2",
    "customer_id",
)
# Customers whose row says otherwise than their identifiers.
DISAGREEING = asking(
    "SELECT count(*) FROM customers.customers c,"
    " LATERAL (SELECT max(i.verified_at) FILTER (WHERE i.kind = 'phone') AS phone_at,"
    "                 max(i.verified_at) FILTER (WHERE i.kind = 'email') AS email_at"
    "            FROM customers.identifiers i"
    "           WHERE i.tenant_id = c.tenant_id AND i.customer_id = c.id"
    "             AND i.released_at IS NULL) AS found"
    " WHERE c.tenant_id = $1"
    "   AND (c.phone_verified_at IS DISTINCT FROM found.phone_at"
    "        OR c.email_verified_at IS DISTINCT FROM found.email_at)"
)
