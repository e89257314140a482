"""Random lives of customers against a model: one live account per proven identifier, always."""

from random import Random

from regulars.runtime.database import Database
from tests.domains.customers.wide_lives import WideLives
from tests.instruments.rounds import rounds, seeded
from tests.world import World, rolled_back

STEPS = 20


async def test_whatever_happens_one_record_belongs_to_each_proven_identifier(
    shared_database: Database, world: World
) -> None:
    """10,000 sequences at length. A failing one is told step by step."""
    _, chance = seeded()
    for _ in range(rounds(short=40, whole=10_000)):
        seed = chance.getrandbits(48)
        async with rolled_back(shared_database, world.laundry.context) as tx:
            branches = tuple(branch.id for branch in world.laundry.branches)
            lives = WideLives(tx, Random(seed), branches)  # noqa: S311 - chance for tests, to be repeated
            try:
                await lives.live(STEPS)
            except Exception as failed:
                failed.add_note("; ".join(lives.told))
                raise
