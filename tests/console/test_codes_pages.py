"""The code dialog: sent, read out, typed; counted before it is compared; within one session."""

import re
from uuid import UUID

import pytest

from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.domains.identity.codes.rules import TRIES_MAX, code_of
from regulars.runtime.database import Database
from tests.console.visitors import Served, Visitor
from tests.domains.customers.verified import VERIFY
from tests.domains.evidence import asking
from tests.instruments.leakscan import scan
from tests.runtime.test_telemetry import Lines, lines
from tests.world import World, registered

__all__ = ["lines"]

CHALLENGE = re.compile(r'name="challenge" value="([0-9a-f-]{36})"')
TRIES = asking("SELECT tries FROM identity.challenges WHERE tenant_id = $1 AND id = $2", "id")
PHONES = iter(range(95556100, 95556199))


@pytest.fixture
async def salma(database: Database, world: World) -> Customer:
    phone = str(next(PHONES))
    async with database.transaction(world.laundry.context) as tx:
        return await registered(tx, name="Salma", phone=phone)


async def sent(visitor: Visitor, customer: Customer, **more: str) -> UUID:
    answer = await visitor.post(f"/customers/{customer.id}/codes", {"kind": "phone", **more})
    assert answer.status_code == 200, answer.text
    found = CHALLENGE.search(answer.text)
    assert found
    return UUID(found[1])


async def code(database: Database, world: World, customer: Customer, challenge: UUID) -> str:
    async with database.transaction(world.laundry.context) as tx:
        token = tx.keys.token("phone", str(customer.person.phone))
        return code_of(tx.keys, challenge, "verification", token)


def wrong(right: str) -> str:
    return f"{(int(right) + 1) % 1_000_000:06d}"


async def test_the_dialog_offers_to_send_and_shows_the_number_masked(
    owner: Visitor, salma: Customer
) -> None:
    page = (await owner.get(f"/customers/{salma.id}/codes", htmx=True, kind="phone")).text
    assert "Send code" in page
    assert "+968••••61" in page
    assert str(salma.person.phone) not in page


@pytest.mark.parametrize("htmx", [True, False], ids=["scripts", "no scripts"])
async def test_the_code_read_out_verifies_the_phone(
    owner: Visitor, salma: Customer, database: Database, world: World, htmx: bool
) -> None:
    challenge = await sent(owner, salma)
    right = await code(database, world, salma, challenge)
    typed = f"{right[:3]} {right[3:]}".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    path = f"/customers/{salma.id}/codes/proofs"
    form = {"kind": "phone", "challenge": str(challenge), "code": typed}
    answer = await owner.post(path, form, htmx=htmx)
    there = answer.headers["hx-redirect" if htmx else "location"]
    assert there == f"/c/laundry/customers/{salma.id}"
    page = (await owner.get(f"/customers/{salma.id}")).text
    assert 'id="verify-phone"' not in page
    assert "Verified" in page


async def test_at_the_till_the_card_comes_back_with_its_badge(
    owner: Visitor, salma: Customer, database: Database, world: World
) -> None:
    card = (await owner.get(f"/till/customers/{salma.id}", htmx=True)).text
    assert "from=till" in card
    challenge = await sent(owner, salma, **{"from": "till"})
    form = {
        "from": "till",
        "challenge": str(challenge),
        "code": await code(database, world, salma, challenge),
    }
    answer = await owner.post(f"/customers/{salma.id}/codes/proofs", form)
    assert answer.headers["hx-retarget"] == "#till-card"
    assert "Phone verified" in answer.text
    assert "served-verify" not in answer.text


async def test_tries_are_told_and_end(
    owner: Visitor, salma: Customer, database: Database, world: World
) -> None:
    challenge = await sent(owner, salma)
    right = await code(database, world, salma, challenge)
    path = f"/customers/{salma.id}/codes/proofs"
    told = []
    for _ in range(TRIES_MAX):
        answer = await owner.post(path, {"challenge": str(challenge), "code": wrong(right)})
        assert answer.status_code == 422
        told.append(answer.text)
    assert "2 tries left." in told[0]
    assert "One try left." in told[1]
    assert "cannot be used any more" in told[2]
    assert (await owner.post(path, {"challenge": str(challenge), "code": right})).status_code == 422


async def test_what_is_no_code_costs_no_try(
    owner: Visitor, salma: Customer, database: Database, world: World
) -> None:
    challenge = await sent(owner, salma)
    form = {"challenge": str(challenge), "code": "12 34"}
    answer = await owner.post(f"/customers/{salma.id}/codes/proofs", form)
    assert (answer.status_code, "six digits" in answer.text) == (422, True)
    async with database.transaction(world.laundry.context) as tx:
        assert await tx.value(TRIES, id=challenge) == 0


async def test_a_second_code_waits_and_the_first_one_stays_good(
    owner: Visitor, salma: Customer
) -> None:
    challenge = await sent(owner, salma)
    again = await owner.post(
        f"/customers/{salma.id}/codes", {"kind": "phone", "challenge": str(challenge)}
    )
    assert again.status_code == 429
    assert 50 < int(again.headers["retry-after"]) <= 60
    assert again.headers["hx-reswap"] == "outerHTML"
    assert "Wait" in again.text
    assert str(challenge) in again.text


async def test_a_dialog_opened_anew_goes_on_with_the_code_that_was_sent(
    owner: Visitor, console: Served, salma: Customer, world: World
) -> None:
    challenge = await sent(owner, salma)
    path = f"/customers/{salma.id}/codes"
    page = (await owner.get(path, htmx=True, kind="phone")).text
    assert f'value="{challenge}"' in page
    again = await owner.post(path, {"kind": "phone"})
    assert again.status_code == 429
    assert f'value="{challenge}"' in again.text
    async with console.visitor(world.laundry, world.laundry.owner) as elsewhere:
        page = (await elsewhere.get(path, htmx=True, kind="phone")).text
        assert str(challenge) not in page
        assert "Send code" in page


async def test_another_session_of_the_same_person_cannot_answer_it(
    owner: Visitor, console: Served, salma: Customer, database: Database, world: World
) -> None:
    challenge = await sent(owner, salma)
    right = await code(database, world, salma, challenge)
    form = {"challenge": str(challenge), "code": right}
    async with console.visitor(world.laundry, world.laundry.owner) as elsewhere:
        answer = await elsewhere.post(f"/customers/{salma.id}/codes/proofs", form)
        assert answer.status_code == 422
        way = await elsewhere.get(f"/customers/{salma.id}/codes/way", challenge=str(challenge))
        assert way.status_code == 404
    async with database.transaction(world.laundry.context) as tx:
        assert await tx.value(TRIES, id=challenge) == 0


async def test_a_code_for_one_customer_proves_nothing_of_another(
    owner: Visitor, salma: Customer, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        phone = salma.person.phone
        son = await registered(tx, name="Son", phone=phone, shared_phone=True)
    challenge = await sent(owner, salma)
    right = await code(database, world, salma, challenge)
    form = {"challenge": str(challenge), "code": right}
    assert (await owner.post(f"/customers/{son.id}/codes/proofs", form)).status_code == 422
    async with database.transaction(world.laundry.context) as tx:
        for one in (salma, son):
            assert (await customers.customer_by_id(tx, one.id)).verified.phone_at is None


async def test_a_phone_that_was_changed_meanwhile_is_not_proven(
    owner: Visitor, salma: Customer, database: Database, world: World
) -> None:
    challenge = await sent(owner, salma)
    right = await code(database, world, salma, challenge)
    await owner.post(f"/customers/{salma.id}", {"phone": str(next(PHONES))})
    form = {"challenge": str(challenge), "code": right}
    assert (await owner.post(f"/customers/{salma.id}/codes/proofs", form)).status_code == 422
    async with database.transaction(world.laundry.context) as tx:
        assert (await customers.customer_by_id(tx, salma.id)).verified.phone_at is None


async def test_what_another_customer_has_proven_is_told_and_not_taken(
    owner: Visitor, salma: Customer, database: Database, world: World
) -> None:
    async with database.transaction(world.laundry.context) as tx:
        son = await registered(tx, name="Son", phone=salma.person.phone, shared_phone=True)
    challenge = await sent(owner, son)
    right = await code(database, world, son, challenge)
    async with database.transaction(world.laundry.context) as tx:
        await tx.run(VERIFY, customer_id=salma.id)
    form = {"challenge": str(challenge), "code": right}
    answer = await owner.post(f"/customers/{son.id}/codes/proofs", form)
    assert (answer.status_code, "Another customer proved this" in answer.text) == (422, True)


async def test_turned_around_it_speaks_to_the_customer_alone(
    owner: Visitor, salma: Customer, database: Database, world: World
) -> None:
    challenge = await sent(owner, salma)
    await owner.post(f"/customers/{salma.id}", {"language": "ar"})
    page = await owner.get(
        f"/customers/{salma.id}/codes", htmx=True, challenge=str(challenge), turned="true"
    )
    assert 'lang="ar" dir="rtl"' in page.text
    assert "اكتب رمزك" in page.text
    assert "Salma" not in page.text


async def test_the_way_of_a_code_is_asked_for_while_it_moves(
    owner: Visitor, salma: Customer
) -> None:
    challenge = await sent(owner, salma)
    way = await owner.get(
        f"/customers/{salma.id}/codes/way", htmx=True, kind="phone", challenge=str(challenge)
    )
    assert 'data-way="waiting"' in way.text
    assert 'hx-trigger="every 2s"' in way.text


async def test_no_code_and_no_number_stands_in_the_log(
    owner: Visitor, salma: Customer, database: Database, world: World, lines: Lines
) -> None:
    challenge = await sent(owner, salma)
    right = await code(database, world, salma, challenge)
    form = {"challenge": str(challenge), "code": wrong(right)}
    await owner.post(f"/customers/{salma.id}/codes/proofs", form)
    await owner.post(f"/customers/{salma.id}/codes/proofs", {**form, "code": right})
    logged = "\n".join(map(str, lines())).encode()
    assert logged
    assert scan([("log", logged)], [right, wrong(right), str(salma.person.phone)]) == []
