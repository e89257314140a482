"""A phone or an e-mail proven at the counter: for this customer, this session and this number."""

import asyncio
from uuid import UUID

import pytest

from regulars.domains import customers, identity
from regulars.domains.customers import Customer, CustomerDeleted, CustomerNotFound, IdentifierHeld
from regulars.domains.identity.code_rules import code_of
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.customers.verified import DISAGREEING, VERIFY
from tests.domains.evidence import announced
from tests.world import World, registered

SESSION, ANOTHER = b"s" * 32, b"t" * 32


async def asked(tx: Tx, customer: Customer, kind: customers.ProvenKind = "phone") -> UUID:
    challenge = await customers.ask_in_person(
        tx, customer.id, kind, bound_to=SESSION, language="en"
    )
    assert isinstance(challenge, identity.Challenge)
    return challenge.id


def right(tx: Tx, challenge: UUID, kind: str, value: str) -> str:
    return code_of(tx.keys, challenge, "verification", tx.keys.token(kind, value))


async def typed(
    tx: Tx,
    customer: Customer,
    challenge: UUID,
    code: str,
    kind: customers.ProvenKind = "phone",
    bound_to: bytes = SESSION,
) -> Customer | None:
    guess = await identity.count_guess(tx, challenge, bound_to=bound_to)
    return await customers.verify_in_person(tx, customer.id, kind, guess, code)


async def test_the_right_code_verifies_the_phone_and_is_announced(tx: Tx) -> None:
    made = await registered(tx, name="Salma", phone="9555 3001")
    challenge = await asked(tx, made)
    code = right(tx, challenge, "phone", "+96895553001")
    proven = await typed(tx, made, challenge, code)
    assert proven is not None
    assert proven.verified.phone_at is not None
    assert (proven.version, proven.is_verified) == (made.version + 1, True)
    assert await tx.value(DISAGREEING) == 0
    fact = (await announced(tx, made.id))[-1]
    assert (fact.name, fact.data["kind"], fact.seq) == ("customers.verified", "phone", 2)
    assert await typed(tx, made, challenge, code) is None


async def test_an_email_is_proven_by_itself(tx: Tx) -> None:
    made = await registered(tx, "full", name="Salma", phone="9555 3002", email="S@example.com")
    challenge = await asked(tx, made, "email")
    proven = await typed(
        tx, made, challenge, right(tx, challenge, "email", "s@example.com"), "email"
    )
    assert proven is not None
    assert (proven.verified.phone_at, proven.verified.email_at is None) == (None, False)


async def test_another_session_another_customer_and_a_changed_phone_get_nothing(tx: Tx) -> None:
    made = await registered(tx, name="Salma", phone="9555 3003")
    other = await registered(tx, name="Son", phone="9555 3003", shared_phone=True)
    challenge = await asked(tx, made)
    code = right(tx, challenge, "phone", "+96895553003")
    assert await typed(tx, made, challenge, code, bound_to=ANOTHER) is None
    assert await typed(tx, other, challenge, code) is None
    moved = await registered(tx, name="Mona", phone="9555 3004")
    challenge = await asked(tx, moved)
    code = right(tx, challenge, "phone", "+96895553004")
    await customers.change_customer(tx, moved.id, {"phone": "9555 3005"}, country="OM")
    assert await typed(tx, moved, challenge, code) is None
    assert (await customers.customer_by_id(tx, moved.id)).verified.phone_at is None


async def test_what_another_has_proven_is_not_proven_twice(tx: Tx) -> None:
    holder = await registered(tx, name="Salma", phone="9555 3006")
    second = await registered(tx, name="Son", phone="9555 3006", shared_phone=True)
    challenge = await asked(tx, second)
    code = right(tx, challenge, "phone", "+96895553006")
    await tx.run(VERIFY, customer_id=holder.id)
    with pytest.raises(IdentifierHeld):
        await typed(tx, second, challenge, code)
    with pytest.raises(IdentifierHeld):
        await asked(tx, second)


async def test_there_has_to_be_something_to_prove(tx: Tx) -> None:
    guest = await registered(tx, "guest")
    with pytest.raises(CustomerNotFound):
        await asked(tx, guest)
    gone = await registered(tx, name="Salma", phone="9555 3007")
    await customers.delete_customer(tx, gone.id)
    with pytest.raises(CustomerDeleted):
        await asked(tx, gone)


async def test_two_tills_prove_one_shared_number_at_once_and_one_of_them_has_it(
    shared_database: Database, world: World
) -> None:
    context = world.laundry.context
    async with shared_database.transaction(context) as tx:
        pair = [await registered(tx, name="A", phone="9555 3008")]
        pair.append(await registered(tx, name="B", phone="9555 3008", shared_phone=True))

    async def prove(customer: Customer, session: bytes) -> bool:
        async def ask(tx: Tx) -> UUID:
            found = await customers.ask_in_person(
                tx, customer.id, "phone", bound_to=session, language="en"
            )
            assert isinstance(found, identity.Challenge)
            return found.id

        challenge = await shared_database.unit(context, ask)

        async def count(tx: Tx) -> tuple[identity.Guess, str]:
            code = right(tx, challenge, "phone", "+96895553008")
            return await identity.count_guess(tx, challenge, bound_to=session), code

        guess, code = await shared_database.unit(context, count)

        async def go(tx: Tx) -> Customer | None:
            return await customers.verify_in_person(tx, customer.id, "phone", guess, code)

        try:
            return await shared_database.unit(context, go) is not None
        except IdentifierHeld:
            return False

    # The second code kills the first, or has to wait a minute: never are both proven.
    found = await asyncio.gather(
        prove(pair[0], SESSION), prove(pair[1], ANOTHER), return_exceptions=True
    )
    assert sum(one is True for one in found) <= 1
    async with shared_database.transaction(context) as tx:
        assert await tx.value(DISAGREEING) == 0
