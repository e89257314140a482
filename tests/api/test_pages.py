"""Lists page by page: nothing twice, nothing lost, and cursors good for one list alone."""

from itertools import product
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from regulars.domains.customers import SORTS
from regulars.domains.customers.proofs.possible_duplicates import note_possible_duplicates
from regulars.kernel.ids import new_id
from tests.api.samples import LISTS, named, picture
from tests.console.alerted import fact_of, warn
from tests.instruments.given_up import give_up
from tests.instruments.installation import Installation
from tests.world import House, World

CUSTOMERS = "/api/v1/customers"


@pytest.fixture(scope="module", autouse=True)
async def crowd(
    client: AsyncClient, bakery: AsyncClient, common: Installation, world: World
) -> None:
    """Enough of everything for several pages, in both houses."""
    made_of: dict[AsyncClient, list[UUID]] = {client: [], bakery: []}
    for speaking, place in product((client, bakery), range(6)):
        made = await speaking.post(CUSTOMERS, json={"type": "guest", "name": f"Salim {place}"})
        # A reason to look, so that the log of reads has rows.
        purpose = {"Regulars-Purpose": ("till", "support", "billing")[place % 3]}
        path = f"{CUSTOMERS}/{made.json()['id']}"
        await speaking.get(path, headers=purpose)
        made_of[speaking].append(UUID(made.json()["id"]))
        paper = await speaking.post(
            f"{path}/verifications?document=passport",
            content=picture(),
            headers={"Content-Type": "image/png"},
        )
        assert paper.status_code == 201, paper.text
        invited = {"type": "stub", "name": f"Salma {place}", "phone": f"9222 440{place}"}
        held = (await speaking.post(CUSTOMERS, json=invited)).json()["id"]
        asked = await speaking.post(f"{CUSTOMERS}/{held}/invitations", json={"channel": "phone"})
        assert asked.status_code == 201, asked.text
        await speaking.post("/api/v1/branches", json={"name": f"Branch {place}"})
        key = {"name": f"key {place}", "scopes": ["audit:read"]}
        assert (await speaking.post("/api/v1/api-keys", json=key)).status_code == 201
    for house, speaking in ((world.laundry, client), (world.bakery, bakery)):
        await look_alike(common, house, made_of[speaking])
        await give_up(common, house.tenant.id, many=6)
        await warn(common, house, *(fact_of(house, account=str(new_id())) for _ in range(6)))


async def look_alike(common: Installation, house: House, made: list[UUID]) -> None:
    async with (
        common.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        for place, one in enumerate(made):
            await note_possible_duplicates(tx, one, made[:place][:2], "several")


async def walked(client: AsyncClient, path: str, **asked: Any) -> list[str]:
    """The ids of all pages, in order."""
    found: list[str] = []
    cursor = None
    while True:
        page = await client.get(path, params=asked | ({"cursor": cursor} if cursor else {}))
        assert page.status_code == 200, page.text
        assert set(page.json()) == {"data", "next_cursor"}
        found += [each["id"] for each in page.json()["data"]]
        cursor = page.json()["next_cursor"]
        if cursor is None:
            return found


@pytest.mark.parametrize("operation", LISTS, ids=named)
async def test_a_list_in_pages_is_the_list(client: AsyncClient, operation: Any) -> None:
    whole = (await client.get(operation.path, params={"limit": 200})).json()["data"]
    ids = [each["id"] for each in whole]
    assert len(ids) > 5
    assert await walked(client, operation.path, limit=2) == ids
    assert await walked(client, operation.path, limit=len(ids)) == ids


@pytest.mark.parametrize("sort", SORTS)
async def test_every_order_pages_the_same_customers(client: AsyncClient, sort: str) -> None:
    everybody = await walked(client, CUSTOMERS, limit=200)
    page_by_page = await walked(client, CUSTOMERS, limit=2, sort=sort)
    expected = everybody if sort.startswith("-") else everybody[::-1]
    assert page_by_page == expected


async def test_a_search_is_paged_too(client: AsyncClient) -> None:
    found = await walked(client, CUSTOMERS, limit=2, q="salim")
    assert len(found) == len(set(found)) >= 6


async def test_what_is_added_in_between_moves_no_page(client: AsyncClient) -> None:
    before = await walked(client, CUSTOMERS, limit=200)
    first = (await client.get(CUSTOMERS, params={"limit": 3})).json()
    for _ in range(4):
        await client.post(CUSTOMERS, json={"type": "guest"})
    second = await client.get(CUSTOMERS, params={"limit": 3, "cursor": first["next_cursor"]})
    assert [each["id"] for each in second.json()["data"]] == before[3:6]


async def test_what_is_taken_away_in_between_loses_no_other(client: AsyncClient) -> None:
    keys = "/api/v1/api-keys"
    before = await walked(client, keys, limit=200)
    first = (await client.get(keys, params={"limit": 3})).json()
    # Revoked keys may be shown elsewhere one day; the page after must not depend on it.
    await client.post(f"{keys}/{before[2]}/revoke")
    second = await client.get(keys, params={"limit": 3, "cursor": first["next_cursor"]})
    assert [each["id"] for each in second.json()["data"]] == before[3:6]


@pytest.mark.parametrize("operation", LISTS, ids=named)
@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("0", "limit_out_of_range"),
        ("201", "limit_out_of_range"),
        ("-1", "limit_out_of_range"),
        ("9" * 40, "limit_out_of_range"),
        ("x", "wrong_type"),
        ("", "wrong_type"),
        ("1.5", "wrong_type"),
        ("٥", "wrong_type"),
        ("null", "wrong_type"),
    ],
)
async def test_a_limit_is_one_to_two_hundred(
    client: AsyncClient, operation: Any, limit: str, code: str
) -> None:
    answer = await client.get(operation.path, params={"limit": limit})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("limit", code)


@pytest.mark.parametrize("operation", LISTS, ids=named)
async def test_unknown_and_repeated_parameters_are_refused(
    client: AsyncClient, operation: Any
) -> None:
    unknown = await client.get(operation.path, params={"page": "2", "tenant_id": "x"})
    assert {error["code"] for error in unknown.json()["errors"]} == {"unknown_field"}
    twice = await client.get(operation.path, params=[("limit", "1"), ("limit", "2")])
    assert [error["code"] for error in twice.json()["errors"]] == ["wrong_type"]


async def cursors_of(client: AsyncClient) -> dict[str, tuple[str, dict[str, str]]]:
    """A cursor of every list, and of the customers in every order and by several filters."""
    asked: list[tuple[str, dict[str, str]]] = [(each.path, {}) for each in LISTS]
    asked += [(CUSTOMERS, {"sort": sort}) for sort in SORTS]
    asked += [
        (CUSTOMERS, more) for more in ({"q": "salim"}, {"type": "guest"}, {"state": "active"})
    ]
    found = {}
    for path, more in asked:
        page = (await client.get(path, params={"limit": "1", **more})).json()
        assert page["next_cursor"], path
        found[f"{path} {sorted(more.items())}"] = (page["next_cursor"], {"path": path, **more})
    return found


async def test_a_cursor_works_for_its_own_list_filters_and_tenant_alone(
    client: AsyncClient, bakery: AsyncClient
) -> None:
    ours, theirs = await cursors_of(client), await cursors_of(bakery)
    tried = 0
    for (name, (_, asked)), (other, (cursor, _)) in product(ours.items(), ours.items()):
        params = {key: value for key, value in asked.items() if key != "path"}
        answer = await client.get(asked["path"], params={**params, "cursor": cursor})
        # Asking for the default order by name is asking for the same list.
        is_same = name == other or {name, other} == {
            f"{CUSTOMERS} []",
            f"{CUSTOMERS} [('sort', '-created_at')]",
        }
        assert answer.status_code == (200 if is_same else 422), (name, other)
        tried += 1
    for cursor, asked in theirs.values():
        params = {key: value for key, value in asked.items() if key != "path"}
        answer = await client.get(asked["path"], params={**params, "cursor": cursor})
        assert [error["code"] for error in answer.json()["errors"]] == ["cursor_not_valid"]
        tried += 1
    assert tried > 150


@pytest.mark.parametrize("cursor", ["x" * 5_000, "%00", "null", "é", "[]"])
async def test_a_strange_cursor_is_a_field_error(client: AsyncClient, cursor: str) -> None:
    answer = await client.get(CUSTOMERS, params={"cursor": cursor})
    assert [error["field"] for error in answer.json()["errors"]] == ["cursor"]


@pytest.mark.parametrize(
    "query",
    ["q=%ff", "q=%00", "q=%ED%A0%80", "q=%", "q", "=", "&&", "q=" + "x" * 20_000, "q=%0d%0a"],
)
async def test_a_query_of_broken_letters_finds_nobody_or_is_refused(
    client: AsyncClient, query: str
) -> None:
    assert (await client.get(f"{CUSTOMERS}?{query}")).status_code in (200, 422)
