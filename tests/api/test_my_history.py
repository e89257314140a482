"""An app's user sees who looked at their data, and when they came and went; nobody else's."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from regulars.domains import customers, identity
from regulars.runtime.database import Database
from tests.api.people import staff_signed_in
from tests.api.serving import speaking
from tests.api.test_me import database, other, token_of
from tests.api.traces import rows
from tests.instruments.installation import Installation
from tests.world import World, app_sign_in

__all__ = ["database", "other"]

LOOKS = "/api/v1/me/looks"
SIGN_INS = "/api/v1/me/sign-ins"


@pytest.fixture(scope="module")
async def huda(
    app: Any, database: Database, world: World, other: tuple[UUID, UUID]
) -> AsyncIterator[AsyncClient]:
    """No full customer: who looked is anybody's right to know."""
    async with speaking(app, await token_of(database, world.laundry, other[0])) as client:
        yield client


async def test_one_sees_who_looked_when_and_why_and_no_name(
    huda: AsyncClient,
    app: Any,
    client: AsyncClient,
    common: Installation,
    database: Database,
    world: World,
    other: tuple[UUID, UUID],
) -> None:
    house, path = world.laundry, f"/api/v1/customers/{other[0]}"
    branch = house.branches[0]

    async def held_there(tx: Any) -> None:
        await customers.change_customer(tx, other[0], {"branch_id": branch.id}, country="OM")

    await database.unit(house.context, held_there)
    _, tokens = await staff_signed_in(common, house, house.cashier)
    async with speaking(app, tokens.access_token) as cashier:
        await cashier.get(path, headers={"Regulars-Purpose": "till"})
    await client.get(path)
    await client.get(f"/api/v1/customers/{house.ana.id}")
    answer = await huda.get(LOOKS)
    assert answer.status_code == 200, answer.text
    told = answer.json()["data"]
    assert [(each["who"], each["kind"], each["purpose"]) for each in told] == [
        ("key", "revealed", "integration"),
        ("branch", "revealed", "till"),
    ]
    assert (told[1]["branch_id"], told[1]["branch_name"]) == (str(branch.id), branch.name)
    assert told[0]["branch_id"] is None
    for hidden in (house.cashier.name, str(house.cashier.id), path, "actor", "route"):
        assert hidden not in answer.text
    # Who looks at what was looked at is no look.
    assert (await huda.get(LOOKS)).json() == answer.json()
    looked = await rows(common, "SELECT 1 FROM audit.reads WHERE actor_kind = 'customer'")
    assert looked == []


async def test_looks_come_page_by_page_and_a_cursor_is_ones_own(
    huda: AsyncClient, client: AsyncClient, app: Any, database: Database, world: World
) -> None:
    first = (await huda.get(LOOKS, params={"limit": 1})).json()
    assert len(first["data"]) == 1
    cursor = first["next_cursor"]
    second = (await huda.get(LOOKS, params={"limit": 1, "cursor": cursor})).json()
    assert second["data"] != first["data"]
    async with speaking(app, await token_of(database, world.laundry, world.laundry.ana.id)) as ana:
        refused = await ana.get(LOOKS, params={"cursor": cursor})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "cursor")
        assert (await ana.get(SIGN_INS, params={"cursor": cursor})).status_code == 422
    for path in (LOOKS, SIGN_INS):
        assert (await client.get(path)).status_code == 403, "a program has no self"


async def test_one_sees_when_one_came_and_went(
    app: Any, database: Database, world: World, other: tuple[UUID, UUID]
) -> None:
    house = world.laundry
    session, tokens = await database.unit(
        house.context, lambda tx: app_sign_in(tx, house, other[0])
    )
    await database.unit(
        house.context,
        lambda tx: identity.end_account_sessions(
            tx, session.account_id, ended_by="owner", apart_from=session.id
        ),
    )
    async with speaking(app, tokens.access_token) as here:
        told = (await here.get(SIGN_INS)).json()["data"]
        assert (await here.post("/api/v1/auth/sign-out")).status_code == 204
    assert [(each["event"], each["client"], each["ended_by"]) for each in told[:3]] == [
        ("ended", None, "owner"),
        ("began", "app", None),
        ("began", "app", None),
    ]
    async with speaking(app, await token_of(database, house, other[0])) as again:
        assert [each["ended_by"] for each in (await again.get(SIGN_INS)).json()["data"][:2]] == [
            None,
            "sign_out",
        ]
