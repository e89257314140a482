"""Who comes back after months proves more, or begins anew; who is shut out is told nothing."""

from datetime import timedelta
from uuid import UUID

from regulars.domains import customers
from regulars.domains.customers.proofs.proven import mark_proven
from regulars.runtime.tx import Tx
from tests.domains.customers.coming_in import MONTHS_PASS
from tests.portal.visitors import STATE, TOKEN, Customer
from tests.world import registered

YEAR = timedelta(days=370)


async def regular(phone: Customer, number: str, email: str) -> UUID:
    """Both proven, and not seen for a year."""

    async def make(tx: Tx) -> UUID:
        made = await registered(tx, name="Maryam", phone=number, email=email)
        for kind, value in made.person.identifiers():
            assert kind != "tax_id"
            await mark_proven(tx, made.id, kind, tx.keys.token(kind, value))
        await tx.run(MONTHS_PASS, customer_id=made.id, ago=YEAR)
        return made.id

    return await phone.database.unit(phone.house.context, make)


async def taken_to(phone: Customer, address: str) -> str:
    page = await phone.client.get(address)
    found = STATE.search(page.text)
    assert found, page.text[:300]
    phone.state, phone.token = found[1], TOKEN.findall(page.text)[-1]
    return page.text


async def test_a_regular_of_long_ago_proves_the_other_identifier_too(phone: Customer) -> None:
    await regular(phone, "9222 6601", "maryam.6601@example.com")
    await phone.ask("9222 6601")
    first = await phone.type(await phone.code())
    assert "/more?s=" in first.headers["location"]
    assert (await phone.get("")).status_code == 303, "one proof is not enough"
    assert 'id="email"' in await taken_to(phone, first.headers["location"])
    asked = await phone.post("/more", {"s": phone.state, "email": "maryam.6601@example.com"})
    assert "second proof" in await taken_to(phone, asked.headers["location"])
    answer = await phone.type(await phone.code())
    assert (answer.status_code, answer.headers["location"]) == (303, phone.home)
    assert "Hello, Maryam" in (await phone.get("")).text


async def test_a_second_proof_with_a_letter_missing_is_not_typed_anew(phone: Customer) -> None:
    await regular(phone, "9222 6604", "maryam.6604@example.com")
    await phone.ask("9222 6604")
    first = await phone.type(await phone.code())
    await taken_to(phone, first.headers["location"])
    answer = await phone.post("/more", {"s": phone.state, "email": "maryam.6604@"})
    assert (answer.status_code, 'value="maryam.6604@"' in answer.text) == (422, True)


async def test_who_cannot_prove_it_begins_anew_and_sees_nothing_of_before(phone: Customer) -> None:
    await regular(phone, "9222 6602", "maryam.6602@example.com")
    await phone.ask("9222 6602")
    first = await phone.type(await phone.code())
    await taken_to(phone, first.headers["location"])
    answer = await phone.post("/more/anew", {"s": phone.state})
    assert answer.headers["location"] == phone.home
    home = (await phone.get("")).text + (await phone.get("/profile")).text
    assert "Maryam" not in home
    assert "maryam.6602" not in home


async def test_who_is_blocked_is_out_at_once_and_told_nothing_at_the_door(phone: Customer) -> None:
    await phone.come_in("9222 6603")
    page = await phone.get("/profile")
    number = page.text.split("CUST-")[1][:5]

    async def block(tx: Tx) -> None:
        found = await customers.id_of_number(tx, f"CUST-{number}")
        assert found is not None
        await customers.block_customer(tx, found, reason="Owes us")

    await phone.database.unit(phone.house.context, block)
    assert (await phone.get("")).status_code == 303
    await phone.ask("9222 6603")
    answer = await phone.type(await phone.code())
    assert answer.status_code == 422
    assert "That did not work." in answer.text
    assert "block" not in answer.text.lower()
