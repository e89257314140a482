"""The link that undoes a change: once, for 72 hours, whoever has the old number by then."""

import asyncio

import pytest

from regulars.domains import customers, identity
from regulars.domains.customers import Customer, Reversed
from regulars.domains.identity import AccountSession, Credential
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import (
    ShutOutBy,
    account_holder,
    changed,
    link_in,
    shut_out,
    signed_in,
    told,
)
from tests.domains.customers.verified import DISAGREEING
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import World

OLD, NEW, NEWER = "+96891234567", "+96892345678", "+96893456789"
GROW_OLD = asking(
    "UPDATE customers.identifier_changes"
    "   SET changed_at = changed_at - $2::interval,"
    "       reversible_until = reversible_until - $2::interval WHERE tenant_id = $1",
    "ago",
)
SECRETS = asking("SELECT secret_hash FROM customers.identifier_changes WHERE tenant_id = $1")


async def changed_once(tx: Tx) -> tuple[Customer, AccountSession, Credential]:
    huda, session = await account_holder(tx)
    done = await changed(tx, session, "phone", "92345678")
    assert done.customer.id == huda.id
    (said,) = await told(tx)
    return huda, session, link_in(said)


async def undone(tx: Tx, link: Credential) -> Reversed:
    done = await customers.reverse_change(tx, link)
    assert done
    return done


async def test_the_devices_of_whoever_was_in_are_strangers_again(tx: Tx, world: World) -> None:
    huda, session, link = await changed_once(tx)
    _, device = await identity.know_device(
        tx, session.account_id, environment="test", tenant_ref=world.laundry.tenant.ref
    )
    known = identity.read_credential(device.secret, kind="rd", environment="test")
    assert await identity.recognise_device(tx, session.account_id, known)
    await undone(tx, link)
    assert await identity.recognise_device(tx, session.account_id, known) is None
    assert (await customers.customer_by_id(tx, huda.id)).person.phone == OLD


async def test_the_old_number_is_back_proven_and_everybody_is_out(tx: Tx) -> None:
    huda, session, link = await changed_once(tx)
    done = await undone(tx, link)
    assert (done.is_restored, done.had_one, done.reaches_on) == (True, True, True)
    after = await customers.customer_by_id(tx, huda.id)
    assert after == done.customer
    assert after.person.phone == OLD
    assert after.verified.phone_at == huda.verified.phone_at, "proven when it was, not now"
    assert await tx.value(DISAGREEING) == 0
    assert await identity.read_account_session(tx, session.id) is None
    names = [fact.name for fact in await announced(tx, huda.id)]
    assert names[-1] == "customers.change_reversed"
    assert [(said.kind, said.to) for said in await told(tx)][-1] == ("phone_change_reversed", NEW)


async def test_looking_at_the_link_does_nothing(tx: Tx) -> None:
    huda, _, link = await changed_once(tx)
    seen = await customers.read_reversal(tx, link)
    assert seen
    assert (seen.kind, seen.is_taken, seen.had_one) == ("phone", False, True)
    assert seen.reversible_until - seen.changed_at == customers.REVERSIBLE_FOR
    assert (await customers.customer_by_id(tx, huda.id)).person.phone == NEW


async def test_a_link_works_once(tx: Tx) -> None:
    _, _, link = await changed_once(tx)
    await undone(tx, link)
    assert await customers.reverse_change(tx, link) is None
    assert await customers.read_reversal(tx, link) is None


async def test_after_72_hours_it_is_too_late(tx: Tx) -> None:
    _, _, link = await changed_once(tx)
    await tx.run(GROW_OLD, ago=customers.REVERSIBLE_FOR)
    assert await customers.read_reversal(tx, link) is None
    assert await customers.reverse_change(tx, link) is None


async def test_an_old_number_that_somebody_else_proved_since_stays_theirs(tx: Tx) -> None:
    huda, session, link = await changed_once(tx)
    salma, _ = await account_holder(tx, name="Salma", phone="91234567", email=None)
    seen = await customers.read_reversal(tx, link)
    assert seen
    assert seen.is_taken
    done = await undone(tx, link)
    assert (done.is_restored, done.reaches_on) == (False, True)
    after = await customers.customer_by_id(tx, huda.id)
    assert (after.person.phone, after.person.email) == (None, "huda@example.com")
    assert (await customers.customer_by_id(tx, salma.id)).person.phone == OLD
    assert await identity.read_account_session(tx, session.id) is None
    assert await tx.value(DISAGREEING) == 0


async def test_with_the_old_number_gone_and_no_address_the_account_is_reached_by_nothing(
    tx: Tx,
) -> None:
    _, session = await account_holder(tx, email=None)
    await changed(tx, session, "phone", "92345678")
    link = link_in((await told(tx))[0])
    await account_holder(tx, name="Salma", phone="91234567", email=None)
    assert not (await undone(tx, link)).reaches_on


async def test_the_first_link_undoes_whatever_came_after_it(tx: Tx) -> None:
    huda, session, first = await changed_once(tx)
    await changed(tx, session, "phone", "93456789")
    second = link_in((await told(tx))[-1])
    await undone(tx, first)
    assert (await customers.customer_by_id(tx, huda.id)).person.phone == OLD
    assert await customers.reverse_change(tx, second) is None


async def test_the_second_link_goes_one_step_back_and_the_first_still_all_the_way(tx: Tx) -> None:
    huda, session, first = await changed_once(tx)
    await changed(tx, session, "phone", "93456789")
    await undone(tx, link_in((await told(tx))[-1]))
    assert (await customers.customer_by_id(tx, huda.id)).person.phone == NEW
    await undone(tx, first)
    assert (await customers.customer_by_id(tx, huda.id)).person.phone == OLD


async def test_an_address_changed_after_the_number_goes_back_with_it(tx: Tx) -> None:
    """Whoever had the account for an hour leaves no way in behind."""
    huda, session, link = await changed_once(tx)
    await changed(tx, session, "email", "mallory@example.com")
    await changed(tx, session, "email", "mallory.again@example.com")
    seen = await customers.read_reversal(tx, link)
    assert seen
    assert seen.also == "email"
    done = await undone(tx, link)
    assert (done.kind, done.also, done.is_restored) == ("phone", "email", True)
    after = await customers.customer_by_id(tx, huda.id)
    assert (after.person.phone, after.person.email) == (OLD, "huda@example.com")
    assert after.verified == huda.verified
    assert await tx.value(DISAGREEING) == 0
    assert ("email_change_reversed", "mallory.again@example.com") in [
        (said.kind, said.to) for said in await told(tx)
    ]
    for link_of in [said for said in await told(tx) if said.link]:
        assert await customers.reverse_change(tx, link_in(link_of)) is None


async def test_a_first_address_added_after_the_number_is_taken_away_with_it(tx: Tx) -> None:
    huda, session = await account_holder(tx, email=None)
    await changed(tx, session, "phone", "92345678")
    link = link_in((await told(tx))[0])
    await changed(tx, session, "email", "mallory@example.com")
    await undone(tx, link)
    after = await customers.customer_by_id(tx, huda.id)
    assert (after.person.phone, after.person.email, after.verified.email_at) == (OLD, None, None)


async def test_an_address_changed_before_the_number_stays(tx: Tx) -> None:
    huda, session = await account_holder(tx)
    await changed(tx, session, "email", "huda.new@example.com")
    await changed(tx, session, "phone", "92345678")
    done = await undone(tx, link_in(next(s for s in await told(tx) if s.to == OLD)))
    assert done.also is None
    after = await customers.customer_by_id(tx, huda.id)
    assert (after.person.phone, after.person.email) == (OLD, "huda.new@example.com")


async def test_an_address_that_staff_wrote_since_stays(tx: Tx) -> None:
    huda, session, link = await changed_once(tx)
    await changed(tx, session, "email", "mallory@example.com")
    await customers.change_customer(tx, huda.id, {"email": "desk@example.com"}, country="OM")
    done = await undone(tx, link)
    assert done.also is None
    after = await customers.customer_by_id(tx, huda.id)
    assert (after.person.phone, after.person.email) == (OLD, "desk@example.com")


async def test_a_device_of_whoever_changed_it_is_a_stranger_again(tx: Tx) -> None:
    _, session, link = await changed_once(tx)
    account_id = session.account_id
    _, device = await identity.know_device(
        tx, account_id, environment="test", tenant_ref="laundry0"
    )
    assert device
    assert await identity.recognise_device(tx, account_id, device)
    await undone(tx, link)
    assert await identity.recognise_device(tx, account_id, device) is None


async def test_a_first_address_is_taken_away_again(tx: Tx) -> None:
    huda, session = await account_holder(tx, email=None)
    await changed(tx, session, "email", "huda@example.com")
    done = await undone(tx, link_in((await told(tx))[0]))
    assert (done.had_one, done.is_restored, done.reaches_on) == (False, False, True)
    assert (await customers.customer_by_id(tx, huda.id)).person.email is None
    assert await tx.value(DISAGREEING) == 0


async def test_an_unproven_number_comes_back_as_unproven_as_it_was(tx: Tx) -> None:
    huda, session = await account_holder(tx, phone=None)
    await customers.change_customer(tx, huda.id, {"phone": "99111222"}, country="OM")
    await changed(tx, session, "phone", "92345678")
    await undone(tx, link_in((await told(tx))[-1]))
    after = await customers.customer_by_id(tx, huda.id)
    assert (after.person.phone, after.verified.phone_at) == ("+96899111222", None)
    assert await tx.value(DISAGREEING) == 0


async def test_a_deleted_customers_link_is_dead(tx: Tx) -> None:
    huda, _, link = await changed_once(tx)
    await customers.delete_customer(tx, huda.id)
    assert await customers.reverse_change(tx, link) is None


@pytest.mark.parametrize("way", ["blocked", "suspended"])
async def test_who_is_shut_out_takes_nothing_back(tx: Tx, way: ShutOutBy) -> None:
    """The number that it lets go of would be theirs to come in by anew."""
    huda, _, link = await changed_once(tx)
    await shut_out(tx, huda.id, way)
    assert await customers.read_reversal(tx, link) is None
    assert await customers.reverse_change(tx, link) is None
    assert (await customers.customer_by_id(tx, huda.id)).person.phone == NEW


async def test_the_link_is_kept_as_a_hash_alone(tx: Tx) -> None:
    _, _, link = await changed_once(tx)
    assert [row["secret_hash"] for row in await tx.rows(SECRETS)] == [link.hashed]


async def test_what_staff_wrote_since_is_the_last_word(tx: Tx) -> None:
    huda, session, link = await changed_once(tx)
    after = await customers.change_customer(tx, huda.id, {"phone": "99111222"}, country="OM")
    assert after.verified.phone_at is None
    assert [(said.kind, said.to) for said in await told(tx)][-1] == ("phone_changed_by_shop", NEW)
    assert (await told(tx))[-1].link is None
    assert await customers.reverse_change(tx, link) is None
    assert await identity.read_account_session(tx, session.id) is None


async def test_after_staff_changed_the_number_the_proven_address_still_signs_in(tx: Tx) -> None:
    huda, session = await account_holder(tx)
    await customers.change_customer(tx, huda.id, {"phone": "99111222"}, country="OM")
    for kind, value, enters in [
        ("email", "huda@example.com", True),
        ("phone", "91234567", False),
        ("phone", "99111222", False),
    ]:
        holder = await _signs_in_as(tx, kind, value)
        assert (holder == huda.id) is enters, (kind, value)
    assert await identity.account_of(tx, "customer", huda.id)
    assert await signed_in(tx, session.account_id)


async def test_staff_who_only_write_it_otherwise_end_nothing(tx: Tx) -> None:
    huda, session = await account_holder(tx)
    await customers.change_customer(
        tx, huda.id, {"phone": "+968 9123 4567", "email": "Huda@Example.com"}, country="OM"
    )
    assert await told(tx) == []
    assert await identity.read_account_session(tx, session.id)


async def test_of_many_who_press_the_button_at_once_one_undoes_it(
    installation: Installation, world: World
) -> None:
    async with installation.database("app") as database:
        async with database.transaction(world.laundry.context) as tx:
            huda, _, link = await changed_once(tx)

        async def press() -> Reversed | None:
            async with database.transaction(world.laundry.context) as tx:
                return await customers.reverse_change(tx, link)

        answers = await asyncio.gather(*(press() for _ in range(8)))
        assert sum(isinstance(answer, Reversed) for answer in answers) == 1
        async with database.transaction(world.laundry.context) as tx:
            assert (await customers.customer_by_id(tx, huda.id)).person.phone == OLD


async def _signs_in_as(tx: Tx, kind: str, value: str) -> object:
    asked = customers.CodeAsked(
        "login",
        value if kind == "phone" else None,
        value if kind == "email" else None,
        "OM",
        "en",
    )
    challenge = await customers.ask_code(tx, asked)
    assert isinstance(challenge, identity.Challenge)
    real = await tx.row(
        asking(
            "SELECT is_real, holder_id FROM identity.challenges WHERE tenant_id = $1 AND id = $2",
            "id",
        ),
        id=challenge.id,
    )
    assert real
    return real["holder_id"] if real["is_real"] else None


@pytest.mark.parametrize("text", ["", "ru_test_laundry0_nonsense", "rp_test_laundry0_" + "x" * 38])
def test_what_was_never_a_link_is_no_link(text: str) -> None:
    assert identity.read_credential(text, kind="ru", environment="test") is None
