"""Papers: sealed under their person's key, decided once and by somebody else, gone afterwards."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from regulars.domains import customers, identity
from regulars.domains.customers import CustomerDeleted
from regulars.domains.customers.proofs.proven import mark_proven
from regulars.domains.identity import (
    OwnPaper,
    PapersGone,
    PapersTooMany,
    Verification,
    VerificationClosed,
    VerificationOpen,
)
from regulars.domains.identity.papers.own_papers import A_DAY_MAX
from regulars.kernel.errors import Invalid, NotFound, Outdated
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.files import FileNotFound, file_by_id, read_file
from regulars.runtime.tx import Tx
from tests.domains.customers.papers.handing_in import (
    FILES,
    LATER,
    PORTAL,
    SCAN,
    approved,
    by_another,
    handed_in,
    rejected,
    reviewer,
    somebody,
)
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import House, World, registered

PIECES = asking(
    "SELECT sealed FROM runtime.file_pieces WHERE tenant_id = $1 AND file_id = $2", "id"
)
REVIEWERS = 32


async def test_a_paper_is_kept_sealed_and_opens_with_its_persons_key_alone(tx: Tx) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222")
    verification = await handed_in(tx, ana.id)
    assert (verification.state, verification.handed) == ("pending", verification.requested)
    (file_id,) = verification.evidence
    stored = [row["sealed"] for row in await tx.rows(PIECES, id=file_id)]
    assert stored
    assert all(b"scan" not in piece for piece in stored)
    opened = await customers.read_paper(tx, ana, verification, 1)
    assert (await read_file(tx, opened), opened.name) == (SCAN.content, "document-1.jpg")
    huda = await registered(tx, name="Huda", phone="9111 3333")
    for key in (None, huda.key):
        with pytest.raises(FileNotFound):
            await file_by_id(tx, file_id, person=key)
    with pytest.raises(PapersGone):
        await customers.read_paper(tx, ana, verification, 2)


async def test_one_request_is_open_at_a_time_and_what_was_asked_for_is_handed_in(tx: Tx) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222")
    asked = await customers.ask_for_paper(tx, ana.id, "id_card", portal=PORTAL)
    with pytest.raises(VerificationOpen):
        await customers.ask_for_paper(tx, ana.id, "passport", portal=PORTAL)
    given = await handed_in(tx, ana.id, "passport")
    assert (given.id, given.state, given.document_kind) == (asked.id, "pending", "passport")
    with pytest.raises(VerificationOpen):
        await handed_in(tx, ana.id)
    told = [fact for fact in await announced(tx, ana.id) if fact.name.startswith("identity.")]
    assert [(fact.name, fact.seq, fact.data["state"]) for fact in told] == [
        ("identity.verification_requested", 1, "requested"),
        ("identity.verification_requested", 2, "pending"),
    ]


async def test_who_handed_a_paper_in_does_not_decide_about_it(tx: Tx, world: World) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222")
    verification = await handed_in(tx, ana.id)
    with pytest.raises(OwnPaper):
        await approved(tx, verification)
    with pytest.raises(OwnPaper):
        await rejected(tx, verification)
    await by_another(tx, world.laundry)
    assert (await approved(tx, verification)).state == "approved"


async def test_a_decision_is_announced_and_the_papers_go_when_their_days_are_over(
    tx: Tx, world: World
) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222", birth_date="1990-05-01")
    verification = await handed_in(tx, ana.id)
    await by_another(tx, world.laundry)
    done = await approved(tx, verification, until="2031-01-31", birth_date="1990-05-01")
    assert done.expires_at is not None
    assert done.expires_at.isoformat() == "2031-01-31T20:00:00+00:00", "the end of a day in Muscat"
    assert customers.note_of(tx, ana, done) == {"birth_date": "1990-05-01"}
    fact = (await announced(tx, ana.id))[-1]
    assert (fact.name, fact.data["outcome"], fact.sealed) == (
        "identity.verification_decided",
        "approved",
        None,
    )
    assert "1990-05" not in str(fact.data)
    assert await tx.value(FILES) == 1
    gone = await customers.withdraw_paper(tx, done.id)
    assert (gone.state, gone.has_files, await tx.value(FILES)) == ("withdrawn", False, 0)
    with pytest.raises(PapersGone):
        await customers.read_paper(tx, ana, gone, 1)


async def test_asked_for_again_the_old_one_is_over_and_a_new_one_waits(
    tx: Tx, world: World
) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222")
    verification = await handed_in(tx, ana.id, "id_card")
    await by_another(tx, world.laundry)
    over = await rejected(tx, verification, note="The corner is cut off", asks_again=True)
    assert (over.state, over.reason) == ("rejected", "unreadable")
    assert customers.note_of(tx, ana, over) == {"note": "The corner is cut off"}
    again = (await identity.verifications_of(tx, ana.id))[0]
    states = {each.state for each in await identity.verifications_of(tx, ana.id)}
    assert states == {"rejected", "requested"}
    assert again.document_kind == "id_card"


async def test_a_newer_approval_of_the_same_paper_ends_the_older_one(tx: Tx, world: World) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222")
    first = await handed_in(tx, ana.id)
    await by_another(tx, world.laundry)
    await approved(tx, first)
    await tx.flush()
    tx.context = somebody(world.laundry)
    second = await handed_in(tx, ana.id)
    tx.context = somebody(world.laundry)
    await approved(tx, second)
    states = {each.id: each.state for each in await identity.verifications_of(tx, ana.id)}
    assert states == {first.id: "withdrawn", second.id: "approved"}


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"until": "2020-01-01"}, "until", "until_not_ahead"),
        ({"until": "2999-01-01"}, "until", "until_not_ahead"),
        ({"until": "soon"}, "until", "not_a_date"),
        ({"birth_date": "1991-05-01"}, "birth_date", "birth_date_differs"),
        ({"birth_date": "2999-05-01"}, "birth_date", "date_in_future"),
    ],
)
async def test_an_approval_says_nothing_impossible(
    tx: Tx, world: World, given: dict[str, str], field: str, code: str
) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222", birth_date="1990-05-01")
    verification = await handed_in(tx, ana.id)
    await by_another(tx, world.laundry)
    with pytest.raises(Invalid) as refused:
        await approved(tx, verification, **given)
    assert [(error.field, error.code) for error in refused.value.errors] == [(field, code)]


async def test_what_has_lapsed_is_expired_at_once_and_announced_by_the_timetable(tx: Tx) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222")
    verification = await handed_in(tx, ana.id)
    await tx.run(LATER, ago=timedelta(days=31))
    seen = await identity.verification_by_id(tx, verification.id)
    assert (seen.state, seen.version) == ("expired", 1), "by the clock, before anybody swept"
    assert (await identity.read_queue(tx, limit=5)).verifications == ()
    with pytest.raises(VerificationClosed):
        await approved(tx, verification)
    assert await identity.lapse_verifications(tx, 10) == 1
    assert await identity.lapse_verifications(tx, 10) == 0
    fact = (await announced(tx, ana.id))[-1]
    assert (fact.name, fact.data["state"]) == ("identity.verification_ended", "expired")
    assert await tx.value(FILES) == 0, "what nobody looked at in time goes at once"


async def test_who_asks_again_before_the_timetable_came_by_is_not_held_up(tx: Tx) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222")
    await handed_in(tx, ana.id)
    await tx.run(LATER, ago=timedelta(days=31))
    assert (await handed_in(tx, ana.id)).state == "pending"


async def test_a_deleted_customer_hands_in_nothing_and_is_not_approved(
    tx: Tx, world: World
) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222")
    verification = await handed_in(tx, ana.id)
    await customers.delete_customer(tx, ana.id)
    await by_another(tx, world.laundry)
    with pytest.raises(CustomerDeleted):
        await approved(tx, verification)
    with pytest.raises(CustomerDeleted):
        await handed_in(tx, ana.id)
    assert (await rejected(tx, verification)).state == "rejected"


A_DAY_LATER = asking(
    "UPDATE identity.verifications SET handed_at = handed_at - interval '25 hours'"
    " WHERE tenant_id = $1"
)
NOTICES = asking("SELECT kind, channel FROM identity.notices WHERE tenant_id = $1 ORDER BY id")


async def test_who_can_be_reached_is_told_that_a_paper_is_asked_for(tx: Tx) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222")
    await customers.ask_for_paper(tx, ana.id, "id_card", portal=PORTAL)
    assert await tx.rows(NOTICES) == [], "a number that nobody proved may be a stranger's"
    huda = await registered(tx, name="Huda", phone="9111 3333")
    await mark_proven(tx, huda.id, "phone", tx.keys.token("phone", "+96891113333"))
    await customers.ask_for_paper(tx, huda.id, "id_card", portal=PORTAL)
    told = [(row["kind"], row["channel"]) for row in await tx.rows(NOTICES)]
    assert told == [("paper_asked", "sms")]


def themselves(house: House, customer_id: UUID) -> Context:
    return Context(house.tenant.id, actor_kind="customer", actor_id=customer_id, own=customer_id)


async def test_a_customer_takes_a_paper_back_while_nobody_decided(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database("app") as database:
        async with database.transaction(house.context) as tx:
            huda = await registered(tx, name="Huda", phone="9111 3333")
        async with database.transaction(themselves(house, house.ana.id)) as tx:
            verification = await handed_in(tx, house.ana.id)
            assert verification.handed == identity.Hand("customer", house.ana.id)
        async with database.transaction(themselves(house, huda.id)) as tx:
            with pytest.raises(NotFound):
                await customers.take_paper_back(tx, huda.id, verification.id)
        async with database.transaction(house.context) as tx:
            with pytest.raises(NotFound):
                await customers.take_paper_back(tx, huda.id, verification.id)
        async with database.transaction(themselves(house, house.ana.id)) as tx:
            gone = await customers.take_paper_back(tx, house.ana.id, verification.id)
            assert (gone.state, gone.reason, gone.has_files) == ("withdrawn", "taken_back", False)
            assert await tx.value(FILES) == 0
            with pytest.raises(VerificationClosed):
                await customers.take_paper_back(tx, house.ana.id, verification.id)
        async with database.transaction(reviewer(house)) as tx:
            with pytest.raises(VerificationClosed):
                await approved(tx, gone)


async def test_a_customer_hands_in_five_papers_a_day_and_staff_as_many_as_it_takes(
    installation: Installation, world: World
) -> None:
    house, ana = world.laundry, world.laundry.ana.id
    theirs = themselves(house, ana)
    async with installation.database("app") as database:
        async with database.transaction(theirs) as tx:
            for _ in range(A_DAY_MAX):
                given = await handed_in(tx, ana)
                await customers.take_paper_back(tx, ana, given.id)
            with pytest.raises(PapersTooMany):
                await handed_in(tx, ana)
        async with database.transaction(reviewer(house)) as tx:
            given = await handed_in(tx, ana)
            await tx.run(A_DAY_LATER)
        async with database.transaction(theirs) as tx:
            await customers.take_paper_back(tx, ana, given.id)
            assert (await handed_in(tx, ana)).state == "pending", "a day later, by its clock"


async def test_a_flood_of_papers_of_one_customer_is_counted_whoever_comes_first(
    installation: Installation, world: World
) -> None:
    house, ana = world.laundry, world.laundry.ana.id

    async def try_it(database: Database) -> bool:
        try:
            async with database.transaction(themselves(house, ana)) as tx:
                given = await handed_in(tx, ana)
                await customers.take_paper_back(tx, ana, given.id)
        except PapersTooMany:
            return False
        return True

    async with installation.database("app") as database:
        done = await asyncio.gather(*(try_it(database) for _ in range(3 * A_DAY_MAX)))
    assert done.count(True) == A_DAY_MAX


async def test_whoever_has_waited_longest_with_a_paper_is_first(tx: Tx) -> None:
    """Not whoever was asked first."""
    asked = await registered(tx, name="Ana", phone="9111 2222")
    await customers.ask_for_paper(tx, asked.id, "id_card", portal=PORTAL)
    quick = await registered(tx, name="Huda", phone="9111 3333")
    waiting = await handed_in(tx, quick.id)
    await tx.run(
        asking(
            "UPDATE identity.verifications SET requested_at = requested_at"
            " - interval '1 hour', waits_since = waits_since - interval '1 hour'"
            " WHERE tenant_id = $1"
        )
    )
    late = await handed_in(tx, asked.id)
    queue = await identity.read_queue(tx, limit=1)
    assert [each.id for each in queue.verifications] == [waiting.id]
    rest = await identity.read_queue(tx, limit=5, after=queue.next)
    assert [each.id for each in rest.verifications] == [late.id]


async def test_a_paper_of_another_tenant_is_unknown(
    shared_database: Database, tx: Tx, world: World
) -> None:
    ana = await registered(tx, name="Ana", phone="9111 2222")
    verification = await handed_in(tx, ana.id)
    await tx.flush()
    async with shared_database.transaction(world.bakery.context) as theirs:
        with pytest.raises(NotFound):
            await customers.seen_verification(theirs, verification.id)


async def test_32_reviewers_at_once_decide_once(installation: Installation, world: World) -> None:
    house = world.laundry
    async with installation.database("app") as database:
        async with database.transaction(house.context) as tx:
            verification = await handed_in(tx, house.ana.id)
        outcomes = await asyncio.gather(
            *(review(database, house, verification, place) for place in range(REVIEWERS))
        )
        assert outcomes.count("late") == REVIEWERS - 1
        (said,) = set(outcomes) - {"late"}
        async with database.transaction(house.context) as tx:
            stands = await identity.verification_by_id(tx, verification.id)
            assert (stands.state, stands.version) == (said, 2)
            facts = await announced(tx, house.ana.id)
        assert [fact.name for fact in facts].count("identity.verification_decided") == 1


async def review(database: Database, house: House, verification: Verification, place: int) -> str:
    try:
        async with database.transaction(somebody(house)) as tx:
            if place % 2:
                await approved(tx, verification)
                return "approved"
            await rejected(tx, verification)
            return "rejected"
    except (VerificationClosed, Outdated):
        return "late"
