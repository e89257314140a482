"""What an app shows somebody of themselves: their own, in full, and nobody else's."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient

from regulars.domains import customers, identity
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.api.serving import speaking
from tests.instruments.installation import Installation
from tests.world import House, World, registered

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
