"""Fault row B09 for staff: strangers who try do not lock the owner of a known browser out."""

from datetime import timedelta

import pytest

from regulars.domains import identity
from regulars.domains.identity import Came, Credential, Opening
from regulars.domains.identity.tries.peers import PEER_TRIES_MAX
from regulars.domains.identity.tries.rules import ATTEMPTS_DAY_MAX, ATTEMPTS_MAX
from regulars.domains.identity.tries.sign_in_limits import STORM_TRIES
from regulars.runtime.tx import Tx
from tests.domains.customers.recorded import Recorded
from tests.domains.evidence import announced, asking
from tests.world import World

STRANGER = Came("203.0.113.7")
LATER = asking(
    "UPDATE identity.sign_in_attempts SET window_from = window_from - interval '16 minutes'"
    " WHERE tenant_id = $1"
)
KEPT = asking("SELECT count(*) FROM identity.sign_in_attempts WHERE tenant_id = $1")
SPRAYED = asking(
    "UPDATE identity.sign_in_attempts SET attempts = $2 WHERE tenant_id = $1 AND guarded = $3",
    "attempts",
    "guarded",
)


async def known(tx: Tx, world: World) -> Credential:
    house = world.laundry
    return await identity.know_staff_device(
        tx, house.admin.id, None, environment="test", tenant_ref=house.tenant.ref
    )


async def waits(tx: Tx, email: str, came: Came) -> int:
    return (await identity.begin_sign_in(tx, email, came)).wait_seconds


async def test_strangers_lock_themselves_out_and_not_the_owner(tx: Tx, world: World) -> None:
    """A thousand wrong tries from a hundred addresses, and between them the owner comes in."""
    email = world.laundry.admin.email
    came = Came("198.51.100.1", await known(tx, world))
    opening = Opening("test", world.laundry.tenant.ref, timedelta(hours=1))
    strangers, owner = [], []
    for turn in range(1_000):
        strangers.append(await waits(tx, email, Came(f"203.0.113.{turn % 100}")) == 0)
        if turn % 20 == 0:
            attempt = await identity.begin_sign_in(tx, email, came)
            owner.append(attempt.wait_seconds == 0)
            await identity.sign_in(tx, attempt, opening)
    assert sum(strangers) == ATTEMPTS_MAX
    assert all(owner)
    assert await waits(tx, email, Came("198.51.100.1")) > 0


async def test_a_known_browser_has_its_limit_too(tx: Tx, world: World) -> None:
    email, device = world.laundry.admin.email, await known(tx, world)
    came = Came("198.51.100.1", device)
    answers = [await waits(tx, email, came) for _ in range(ATTEMPTS_MAX + 1)]
    assert not any(answers[:-1])
    assert answers[-1] > 0


async def test_the_browser_of_one_is_a_stranger_to_another(tx: Tx, world: World) -> None:
    device = await known(tx, world)
    owner = world.laundry.owner.email
    for _ in range(ATTEMPTS_MAX + 1):
        await waits(tx, owner, STRANGER)
    assert await waits(tx, owner, Came("198.51.100.1", device)) > 0


async def test_one_address_does_not_try_account_after_account(tx: Tx, world: World) -> None:
    answers = [
        await waits(tx, f"somebody{turn}@example.com", STRANGER)
        for turn in range(PEER_TRIES_MAX["password"] + 1)
    ]
    assert not any(answers[:-1])
    assert answers[-1] > 0


async def test_whoever_waits_for_their_address_shuts_no_account_out_and_fills_no_table(
    tx: Tx, world: World
) -> None:
    """What will not be looked at is no guess at anybody's password."""
    for turn in range(PEER_TRIES_MAX["password"]):
        await waits(tx, f"somebody{turn}@example.com", STRANGER)
    kept = await tx.value(KEPT)
    for turn in range(ATTEMPTS_MAX + 1):
        assert await waits(tx, world.laundry.admin.email, STRANGER) > 0
        assert await waits(tx, f"another{turn}@example.com", STRANGER) > 0
    assert await tx.value(KEPT) == kept
    assert await waits(tx, world.laundry.admin.email, Came("198.51.100.1")) == 0


async def test_many_addresses_together_make_strangers_wait_and_are_told_of(
    tx: Tx, world: World
) -> None:
    house, device = world.laundry, await known(tx, world)
    await waits(tx, "first@example.com", STRANGER)
    guarded = tx.keys.token("sign_in_anywhere", "")
    await tx.run(SPRAYED, attempts=STORM_TRIES, guarded=guarded)
    assert await waits(tx, "next@example.com", Came("198.51.100.9")) > 0
    assert await waits(tx, house.admin.email, Came("198.51.100.9", device)) == 0
    facts = [fact.name for fact in await announced(tx, house.tenant.id)]
    assert facts.count("identity.sign_in_storm") == 1


async def test_a_secret_that_nobody_gave_out_is_not_taken_for_a_browser(
    tx: Tx, world: World
) -> None:
    house = world.laundry
    planted = identity.mint_credential("rd", "test", house.tenant.ref)
    given = await identity.know_staff_device(
        tx, house.admin.id, planted, environment="test", tenant_ref=house.tenant.ref
    )
    assert given != planted
    again = await identity.know_staff_device(
        tx, house.cashier.id, given, environment="test", tenant_ref=house.tenant.ref
    )
    assert again == given


async def test_known_and_unknown_take_the_same_statements(tx: Tx, world: World) -> None:
    """Fault row B08 at the door of staff: what is asked of the database tells them apart no more
    than the answer does."""
    ran = set()
    for email in (world.laundry.admin.email, "nobody@example.com", "no address"):
        recorded = Recorded.around(tx)
        attempt = await identity.begin_sign_in(recorded, email, STRANGER)
        await identity.note_refusal(recorded, attempt)
        await recorded.flush()
        ran.add(tuple(recorded.names))
    assert len(ran) == 1, ran


async def test_known_and_unknown_are_counted_and_refused_alike(tx: Tx, world: World) -> None:
    known_one, unknown = [
        [await waits(tx, email, STRANGER) > 0 for _ in range(ATTEMPTS_MAX + 2)]
        for email in (world.laundry.admin.email, "nobody@example.com")
    ]
    assert known_one == unknown
    assert unknown[-1]


@pytest.mark.parametrize(
    ("emails", "limit"), [(1, ATTEMPTS_MAX), (100, PEER_TRIES_MAX["password"])]
)
async def test_of_those_that_wait_the_first_is_written_down(
    tx: Tx, world: World, emails: int, limit: int
) -> None:
    for turn in range(limit + 5):
        attempt = await identity.begin_sign_in(tx, f"{turn % emails}@example.com", STRANGER)
        await identity.note_refusal(tx, attempt)
    reasons = [
        fact.data["reason"]
        for fact in await announced(tx, world.laundry.tenant.id)
        if fact.name == "identity.staff_sign_in_refused"
    ]
    assert reasons == ["wrong"] * limit + ["waiting"]


async def test_one_address_alone_makes_no_storm(tx: Tx, world: World) -> None:
    """Or a single program would keep every new browser out."""
    for turn in range(STORM_TRIES + 10):
        await waits(tx, f"somebody{turn}@example.com", STRANGER)
    assert await waits(tx, "honest@example.com", Came("198.51.100.9")) == 0
    facts = [fact.name for fact in await announced(tx, world.laundry.tenant.id)]
    assert "identity.sign_in_storm" not in facts


async def test_who_waits_for_the_window_to_pass_is_stopped_by_the_day(tx: Tx, world: World) -> None:
    """Fault row B03: fifty looks a day, however they are spread."""
    email, device = world.laundry.admin.email, await known(tx, world)
    looks = 0
    for turn in range(10):
        peer = Came(f"203.0.113.{turn}")
        looks += sum([await waits(tx, email, peer) == 0 for _ in range(ATTEMPTS_MAX)])
        await tx.run(LATER)
    assert looks == ATTEMPTS_DAY_MAX
    assert await waits(tx, email, Came("198.51.100.1")) > 3_600
    assert await waits(tx, email, Came("198.51.100.1", device)) == 0


async def test_what_strangers_try_at_the_door_closes_nothing_inside(tx: Tx, world: World) -> None:
    email = world.laundry.owner.email
    for _ in range(ATTEMPTS_DAY_MAX + 1):
        await waits(tx, email, STRANGER)
    assert await identity.count_attempt(tx, email) == 0


async def test_a_password_typed_right_inside_gives_its_tries_back(tx: Tx, world: World) -> None:
    email = world.laundry.owner.email
    for _ in range(3):
        waited = [await identity.count_attempt(tx, email) for _ in range(ATTEMPTS_MAX)]
        assert not any(waited)
        await identity.forget_attempts(tx, email)


async def test_a_new_password_frees_whoever_was_shut_out(tx: Tx, world: World) -> None:
    admin = world.laundry.admin
    for turn in range(ATTEMPTS_DAY_MAX + 1):
        await waits(tx, admin.email, Came(f"203.0.113.{turn}"))
    await identity.reset_password(tx, admin.id, await identity.new_password("x" * 20))
    assert await waits(tx, admin.email, Came("198.51.100.1")) == 0


@pytest.mark.parametrize("end", ["given another password", "signed out"])
async def test_where_somebody_was_put_out_they_are_a_stranger(
    tx: Tx, world: World, end: str
) -> None:
    """Or whoever once knew the password would go on using up the tries of known browsers."""
    admin, device = world.laundry.admin, await known(tx, world)
    if end == "signed out":
        await identity.end_sessions_of(tx, admin.id)
    else:
        await identity.reset_password(tx, admin.id, await identity.new_password("x" * 20))
    attempt = await identity.begin_sign_in(tx, admin.email, Came("198.51.100.1", device))
    assert not attempt.is_known_device


async def test_questions_for_a_passkey_are_counted_by_address(tx: Tx, world: World) -> None:
    device = await known(tx, world)
    asked = [
        await identity.passkey_wait_seconds(tx, STRANGER)
        for _ in range(PEER_TRIES_MAX["password"] + 1)
    ]
    assert not any(asked[:-1])
    assert asked[-1] > 0
    assert await identity.passkey_wait_seconds(tx, Came(STRANGER.peer, device)) == 0
