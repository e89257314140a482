"""How records, accounts and sign-ins stand, asked of the rows themselves."""

from tests.domains.evidence import asking

# Who is signed in, as a process would ask.
SIGNED_IN = asking(
    "SELECT a.holder_id, array_agg(s.id) AS ids FROM identity.account_sessions s"
    "  JOIN identity.accounts a ON a.tenant_id = s.tenant_id AND a.id = s.account_id"
    " WHERE s.tenant_id = $1 AND s.ended_at IS NULL GROUP BY a.holder_id"
)
# Whose rows a unit of work sees.
SEEN = asking(
    "SELECT id FROM customers.customers WHERE tenant_id = $1"
    " UNION SELECT customer_id FROM customers.addresses WHERE tenant_id = $1"
    " UNION SELECT customer_id FROM customers.identifier_changes WHERE tenant_id = $1"
    " UNION SELECT customer_id FROM people.invitations WHERE tenant_id = $1"
    " UNION SELECT subject_id FROM identity.verifications WHERE tenant_id = $1"
    " UNION SELECT customer_id FROM customers.identifiers WHERE tenant_id = $1"
    " UNION SELECT holder_id FROM identity.accounts WHERE tenant_id = $1"
)
TWICE_PROVEN = asking(
    "SELECT count(*) FROM ("
    " SELECT FROM customers.identifiers"
    "  WHERE tenant_id = $1 AND verified_at IS NOT NULL AND released_at IS NULL"
    "  GROUP BY kind, token HAVING count(*) > 1) AS twice"
)
# Of who is deleted nothing is held.
HELD_BY_THE_GONE = asking(
    "SELECT count(*) FROM customers.identifiers i"
    "  JOIN customers.customers c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id"
    " WHERE i.tenant_id = $1 AND i.released_at IS NULL AND c.deleted_at IS NOT NULL"
)
# An account is closed while its holder is kept out or deleted, and at no other time; and nobody is
# signed in to a closed one.
AT_ODDS = asking(
    "SELECT count(*) FROM identity.accounts a"
    "  JOIN customers.customers c ON c.tenant_id = a.tenant_id AND c.id = a.holder_id"
    " WHERE a.tenant_id = $1"
    "   AND (a.state = 'closed') IS DISTINCT FROM"
    "       (c.deleted_at IS NOT NULL OR c.state = 'blocked' OR c.suspended_until IS NOT NULL)"
)
IN_THOUGH_CLOSED = asking(
    "SELECT count(*) FROM identity.account_sessions s"
    "  JOIN identity.accounts a ON a.tenant_id = s.tenant_id AND a.id = s.account_id"
    " WHERE s.tenant_id = $1 AND s.ended_at IS NULL AND a.state = 'closed'"
)
PENDING_TWICE = asking(
    "SELECT count(*) FROM ("
    " SELECT FROM people.invitations WHERE tenant_id = $1 AND state = 'pending'"
    "  GROUP BY customer_id HAVING count(*) > 1) AS twice"
)
LIVE = asking("SELECT id FROM customers.customers WHERE tenant_id = $1 AND deleted_at IS NULL")
IDENTIFIERS = asking(
    "SELECT kind, token FROM customers.identifiers"
    " WHERE tenant_id = $1 AND customer_id = $2 AND released_at IS NULL",
    "customer_id",
)
