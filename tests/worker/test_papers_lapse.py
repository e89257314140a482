"""Papers go by the clock of the database: the timetable ends requests and takes files away."""

from regulars.domains import identity
from regulars.worker.timetable import prune
from tests.domains.customers.papers.handing_in import approved, handed_in, reviewer
from tests.domains.evidence import announced
from tests.instruments.installation import Installation
from tests.world import World, registered

LATER = (
    "UPDATE identity.verifications SET requested_at = requested_at - interval '31 days',"
    " handed_at = handed_at - interval '31 days', expires_at = expires_at - interval '31 days',"
    " decided_at = decided_at - interval '31 days',"
    " evidence_until = evidence_until - interval '31 days'"
)
FILES_LATER = "UPDATE runtime.files SET expires_at = expires_at - interval '31 days'"
STATES = "SELECT id, state FROM identity.verifications"
KEPT = "SELECT (SELECT count(*) FROM runtime.files) + (SELECT count(*) FROM runtime.file_pieces)"


async def test_after_their_days_requests_are_over_and_files_are_gone_from_the_disk(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database("app") as app, installation.database("work") as work:
        async with app.transaction(house.context) as tx:
            waiting = await handed_in(tx, house.ana.id)
            huda = await registered(tx, name="Huda", phone="9111 3333")
            accepted = await handed_in(tx, huda.id)
        async with app.transaction(reviewer(house)) as tx:
            await approved(tx, accepted, until="2035-01-01")
        async with installation.connection() as connection:
            await prune(work)
            assert await connection.fetchval(KEPT) == 4, "nothing goes before its time"
            await connection.execute(LATER)
            await connection.execute(FILES_LATER)
            await prune(work)
            states = {row["id"]: row["state"] for row in await connection.fetch(STATES)}
            assert states == {waiting.id: "expired", accepted.id: "approved"}
            assert await connection.fetchval(KEPT) == 0, "what came of it stays, the paper does not"
        async with app.transaction(house.context) as tx:
            fact = (await announced(tx, house.ana.id))[-1]
            assert (fact.name, fact.data["state"]) == ("identity.verification_ended", "expired")
            stands = await identity.verification_by_id(tx, accepted.id)
            assert (stands.state, stands.has_files) == ("approved", False)
