"""Many at once on a few numbers: whatever the order, the records agree with each other after."""

from random import Random

from regulars.domains import customers
from regulars.runtime.tx import Tx
from tests.domains.customers.crowd import Crowd
from tests.domains.customers.verified import DISAGREEING
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.instruments.rounds import rounds, seeded
from tests.world import World

AT_ONCE = 8

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


async def test_who_acts_at_once_leaves_one_owner_and_records_that_agree(
    installation: Installation, world: World
) -> None:
    _, chance = seeded()
    async with installation.database("app", size=AT_ONCE + 1) as database:
        crowd = Crowd(database, world.laundry.context, Random(chance.getrandbits(48)))  # noqa: S311 - chance for tests, to be repeated
        for turn in range(rounds(short=2000, whole=4_000)):
            await crowd.round(AT_ONCE)
            await crowd.do(all_agree, crowd)
            if turn % 12 == 11:
                # Else the numbers are many people's, and nobody comes into a record of before.
                await crowd.do(everybody_leaves)
    print(sorted(crowd.happened.items()))
    assert crowd.happened["type_code"], f"nobody came in: {crowd.happened}"


async def all_agree(tx: Tx, crowd: Crowd) -> None:
    for question in (
        TWICE_PROVEN,
        DISAGREEING,
        HELD_BY_THE_GONE,
        AT_ODDS,
        IN_THOUGH_CLOSED,
        PENDING_TWICE,
    ):
        assert await tx.value(question) == 0, (question.text, crowd.happened)
    for customer_id in crowd.records:
        customer = await customers.customer_by_id(tx, customer_id)
        if customer.deleted_at is not None:
            continue
        held = {
            (r["kind"], r["token"]) for r in await tx.rows(IDENTIFIERS, customer_id=customer_id)
        }
        said = {(kind, tx.keys.token(kind, value)) for kind, value in customer.person.identifiers()}
        assert held == said, "what is sealed is not what identifies"


async def everybody_leaves(tx: Tx) -> None:
    for row in await tx.rows(LIVE):
        await customers.delete_customer(tx, row["id"])
