"""Many at once on a few numbers: whatever the order, the records agree with each other after."""

from random import Random

from regulars.domains import customers
from regulars.runtime.tx import Tx
from tests.domains.customers.crowd import Crowd
from tests.domains.customers.standing import (
    AT_ODDS,
    HELD_BY_THE_GONE,
    IDENTIFIERS,
    IN_THOUGH_CLOSED,
    LIVE,
    PENDING_TWICE,
    TWICE_PROVEN,
)
from tests.domains.customers.verified import DISAGREEING
from tests.instruments.installation import Installation
from tests.instruments.rounds import rounds, seeded
from tests.world import World

AT_ONCE = 6


async def test_who_acts_at_once_leaves_one_owner_and_records_that_agree(
    installation: Installation, world: World
) -> None:
    _, chance = seeded()
    async with installation.database("app", size=AT_ONCE + 1) as database:
        crowd = Crowd(database, world.laundry.context, Random(chance.getrandbits(48)))  # noqa: S311 - chance for tests, to be repeated
        for turn in range(rounds(short=40, whole=4_000)):
            await (crowd.rush() if turn % 2 else crowd.round(AT_ONCE))
            await crowd.do(all_agree, crowd)
            if turn % 12 == 11:
                # Else the numbers are many people's, and nobody comes into a record of before.
                await crowd.do(everybody_leaves)
    came_in = crowd.happened["type_code"] + crowd.happened["type_this"]
    assert came_in, f"nobody came in: {crowd.happened}"


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
