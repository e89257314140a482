"""What an app shows somebody of themselves: their own, in full, and nobody else's."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient

from regulars.domains import customers, identity, tenants
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.api.serving import speaking
from tests.instruments.installation import Installation
from tests.world import House, World, phone_proven, registered

ME = "/api/v1/me"


@pytest.fixture(scope="module")
async def database(common: Installation) -> AsyncIterator[Database]:
    async with common.database("app") as opened:
        yield opened


async def token_of(database: Database, house: House, customer_id: UUID) -> str:
    """As an app has one after a code."""

    async def sign_in(tx: Tx) -> str:
        account = await identity.open_account(tx, "customer", customer_id)
        begun = await identity.begin_account_session(
            tx,
            account.id,
            "app",
            device_id=None,
            seen_with="other",
            environment="test",
            tenant_ref=house.tenant.ref,
        )
        assert begun is not None
        issuer = identity.Issuer(
            f"http://localhost:8400/p/{house.tenant.slug}", house.tenant.ref, "test"
        )
        return (await identity.issue_tokens(tx, begun[0], issuer)).access_token

    return await database.unit(house.context, sign_in)


@pytest.fixture(scope="module")
async def other(database: Database, world: World) -> tuple[UUID, UUID]:
    """Another customer of the same shop, and their address."""

    async def make(tx: Tx) -> tuple[UUID, UUID]:
        made = await registered(tx, name="Huda", phone="9333 7701")
        _, address = await customers.add_address(tx, made.id, {"city": "Sohar"}, country="OM")
        return made.id, address.id

    return await database.unit(world.laundry.context, make)


@pytest.fixture(scope="module")
async def ana(app: Any, database: Database, world: World) -> AsyncIterator[AsyncClient]:
    """A full customer by now."""

    async def rise(tx: Tx) -> None:
        email = {"email": "ana@example.com"}
        await customers.change_customer(tx, world.laundry.ana.id, email, country="OM")
        await phone_proven(tx, world.laundry.ana.id)

    await database.unit(world.laundry.context, rise)
    token = await token_of(database, world.laundry, world.laundry.ana.id)
    async with speaking(app, token) as client:
        yield client


async def test_ones_own_profile_is_shown_in_full_and_changed(
    ana: AsyncClient, world: World
) -> None:
    shown = (await ana.get(f"{ME}/profile")).json()
    assert shown["id"] == str(world.laundry.ana.id)
    assert shown["phone"] == "+96891112233"
    assert not {"tags", "risk_score", "segment", "credit_limit_minor"} & shown.keys()
    answer = await ana.patch(f"{ME}/profile", json={"language": "ar", "gender": "female"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["language"] == "ar"
    assert answer.headers["etag"]


@pytest.mark.parametrize("field", ["phone", "email", "tags", "kind", "branch_id", "type"])
async def test_what_is_not_ones_own_to_set_is_refused(ana: AsyncClient, field: str) -> None:
    answer = await ana.patch(f"{ME}/profile", json={field: "x"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "unknown_field"


async def test_ones_own_addresses_are_added_changed_deleted_and_brought_back(
    ana: AsyncClient,
) -> None:
    made = await ana.post(f"{ME}/addresses", json={"city": "Nizwa", "building": "4"})
    assert made.status_code == 201, made.text
    one = f"{ME}/addresses/{made.json()['id']}"
    assert made.json()["building"] == "4"
    changed = await ana.patch(one, json={"building": "5", "is_default": True})
    assert changed.json()["is_default"] is True
    assert (await ana.delete(one)).status_code == 204
    gone = await ana.get(f"{ME}/addresses", params={"state": "deleted"})
    assert made.json()["id"] in {each["id"] for each in gone.json()["data"]}
    assert (await ana.post(f"{one}/restore")).status_code == 200


async def test_addresses_of_others_are_as_unknown_as_nobodys(
    ana: AsyncClient, other: tuple[UUID, UUID], world: World
) -> None:
    """Row A04: the same shop's other customer, another shop's, nobody's."""
    for one in (other[1], world.bakery.address.id, uuid4()):
        path = f"{ME}/addresses/{one}"
        answers = [
            await ana.get(path),
            await ana.patch(path, json={"building": "1"}),
            await ana.delete(path),
            await ana.post(f"{path}/restore"),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4


async def test_sessions_are_listed_and_ended_ones_own_alone(
    ana: AsyncClient, app: Any, database: Database, world: World, other: tuple[UUID, UUID]
) -> None:
    async with speaking(app, await token_of(database, world.laundry, other[0])) as huda:
        theirs = (await huda.get(f"{ME}/sessions")).json()["data"]
        assert [each["is_current"] for each in theirs] == [True]
        answer = await ana.delete(f"{ME}/sessions/{theirs[0]['id']}")
        assert answer.status_code == 404
        assert (await huda.get(f"{ME}/profile")).status_code == 200
    await token_of(database, world.laundry, world.laundry.ana.id)
    mine = (await ana.get(f"{ME}/sessions")).json()["data"]
    old = next(each["id"] for each in mine if not each["is_current"])
    assert (await ana.delete(f"{ME}/sessions/{old}")).status_code == 204
    assert len((await ana.get(f"{ME}/sessions")).json()["data"]) == len(mine) - 1


async def test_all_sign_ins_but_this_one_are_ended_at_once(
    app: Any, database: Database, world: World, other: tuple[UUID, UUID]
) -> None:
    house = world.laundry
    here, there, elsewhere = [await token_of(database, house, other[0]) for _ in range(3)]
    anas = await token_of(database, house, house.ana.id)
    async with speaking(app, here) as huda:
        assert (await huda.delete(f"{ME}/sessions")).status_code == 204
        left = (await huda.get(f"{ME}/sessions")).json()["data"]
        assert [each["is_current"] for each in left] == [True]
    for token, status in ((there, 401), (elsewhere, 401), (anas, 200)):
        async with speaking(app, token) as client:
            assert (await client.get(f"{ME}/profile")).status_code == status


async def test_a_program_of_the_shop_has_no_self(client: AsyncClient) -> None:
    assert (await client.get(f"{ME}/profile")).status_code == 403


async def test_nobody_looks_at_themselves_in_the_log_of_reads(
    ana: AsyncClient, common: Installation, world: World
) -> None:
    await ana.get(f"{ME}/profile")
    await ana.get(f"{ME}/addresses")
    async with common.connection() as connection:
        looks = await connection.fetchval(
            "SELECT count(*) FROM audit.reads WHERE actor_kind = 'customer'"
        )
    assert looks == 0


async def test_what_is_for_full_customers_says_what_is_missing(
    app: Any, database: Database, world: World
) -> None:
    """Until it is there, by their own doing: then it is open at once."""

    async def make(tx: Tx) -> UUID:
        made = await registered(tx, "guest", phone="9333 7702")
        return (await phone_proven(tx, made.id)).id

    noor = await database.unit(world.laundry.context, make)
    async with speaking(app, await token_of(database, world.laundry, noor)) as client:
        shown = (await client.get(f"{ME}/profile")).json()
        assert (shown["type"], shown["missing"]) == ("guest", ["name", "email"])
        for method, path in (
            ("GET", f"{ME}/addresses"),
            ("POST", f"{ME}/addresses"),  # though its body is not even there
            ("DELETE", f"{ME}/addresses/{uuid4()}"),
        ):
            answer = await client.request(method, path, headers={"Accept-Language": "ar"})
            assert (answer.status_code, answer.json()["code"]) == (403, "profile_incomplete")
            told = [(each["field"], each["code"]) for each in answer.json()["errors"]]
            assert told == [("name", "name_missing"), ("email", "email_missing")]
            assert answer.json()["errors"][1]["message"] == "أدخل البريد الإلكتروني."
        named = (await client.patch(f"{ME}/profile", json={"name": "Noor"})).json()
        assert (named["type"], named["missing"]) == ("stub", ["email"])

        async def know_email(tx: Tx) -> None:
            await customers.change_customer(tx, noor, {"email": "noor@example.com"}, country="OM")

        await database.unit(world.laundry.context, know_email)
        full = (await client.patch(f"{ME}/profile", json={"gender": "female"})).json()
        assert (full["type"], full["missing"]) == ("full", [])
        assert (await client.get(f"{ME}/addresses")).status_code == 200


async def test_who_says_what_full_customers_are_asked_becomes_one(
    app: Any, database: Database, world: World
) -> None:
    """Of a stub it is not asked, and nobody could rise if it were refused."""
    asked = {"key": "crest", "kind": "text", "label": {"en": "Crest"}, "stages": ["full"]}

    async def make(tx: Tx) -> UUID:
        await tenants.set_preference_shape(tx, [asked])
        made = await registered(tx, name="Muna", phone="9333 7703", email="muna@example.com")
        return (await phone_proven(tx, made.id)).id

    muna = await database.unit(world.bakery.context, make)
    async with speaking(app, await token_of(database, world.bakery, muna)) as client:
        assert (await client.get(f"{ME}/profile")).json()["missing"] == ["preferences"]
        given = {"preferences": {"crest": "Lion"}}
        full = (await client.patch(f"{ME}/profile", json=given)).json()
        assert (full["type"], full["missing"]) == ("full", [])


async def test_a_stub_that_lacks_nothing_is_asked_again_each_time(
    app: Any, database: Database, world: World
) -> None:
    """What the shop asks may grow; only who rose stays full."""
    asked = {"key": "knot", "kind": "text", "label": {"en": "Knot"}, "stages": ["full"]}

    async def make(tx: Tx) -> UUID:
        await tenants.set_preference_shape(tx, [asked])
        made = await registered(tx, name="Rima", phone="9333 7704", email="rima@example.com")
        return (await phone_proven(tx, made.id)).id

    async def ask(tx: Tx, shape: list[dict[str, Any]]) -> None:
        await tenants.set_preference_shape(tx, shape)

    rima = await database.unit(world.bakery.context, make)
    async with speaking(app, await token_of(database, world.bakery, rima)) as client:
        answers = []
        for shape in ([asked], [], [asked]):
            await database.unit(world.bakery.context, partial(ask, shape=shape))
            answers.append((await client.get(f"{ME}/addresses")).status_code)
    assert answers == [403, 200, 403]
