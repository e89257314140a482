"""W16: who has no right to birth dates is told ages alone, and no date in any answer of the API."""

import pytest
from httpx import AsyncClient

from regulars.domains.identity import SCOPES, Scope
from tests.api.test_callers import made_key
from tests.instruments.installation import Installation
from tests.world import World

SHOWN = Scope.CUSTOMERS_BIRTH_DATE
CUSTOMERS = "/api/v1/customers"
BORN, BEFORE = "1987-06-05", "1981-02-03"


@pytest.fixture(scope="module")
async def till(common: Installation, world: World) -> dict[str, str]:
    """What a key may do that has every scope but this one."""
    secret, _ = await made_key(common, world.laundry, *(s for s in SCOPES if s is not SHOWN))
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
async def path(client: AsyncClient) -> str:
    made = await client.post(CUSTOMERS, json={"type": "guest", "birth_date": BEFORE})
    return f"{CUSTOMERS}/{made.json()['id']}"


async def test_no_answer_has_a_birth_date_for_who_may_not_see_one(
    client: AsyncClient, till: dict[str, str], path: str
) -> None:
    changed = await client.patch(path, json={"birth_date": BORN}, headers=till)
    assert changed.status_code == 200
    asked = [
        ("GET", path, None),
        ("GET", f"{path}/history", None),
        ("GET", f"{path}/history?field=birth_date", None),
        ("GET", f"{path}/verifications", None),
        ("GET", f"{path}/age?category=alcohol", None),
        ("GET", CUSTOMERS, None),
        ("GET", "/api/v1/audit?name=customers.changed", None),
        ("PATCH", path, {"tags": ["vip"]}),
        ("POST", f"{path}/block", {"reason": "late"}),
        ("POST", CUSTOMERS, {"type": "guest", "birth_date": BORN}),
    ]
    for method, address, body in asked:
        answer = await client.request(method, address, json=body, headers=till)
        assert answer.status_code < 300, (method, address, answer.text)
        for told in (BORN, BEFORE, '"birth_year_band":198'):
            assert told not in answer.text, (method, address)
    for method, address in (("GET", path), ("GET", f"{path}/history"), ("GET", CUSTOMERS)):
        seen = await client.request(method, address)
        assert BORN in seen.text, "whoever may see it does"
    assert (await client.get(path)).json()["birth_year_band"] == 1985


async def test_a_date_that_was_not_shown_is_not_cleared_by_sending_the_answer_back(
    client: AsyncClient, till: dict[str, str], path: str
) -> None:
    shown = (await client.get(path, headers=till)).json()
    again = {"name": "Huda", "birth_date": shown["birth_date"]}
    assert again["birth_date"] is None
    assert (await client.patch(path, json=again, headers=till)).status_code == 200
    assert (await client.get(path)).json()["birth_date"] == BEFORE
    assert (await client.patch(path, json={"birth_date": None})).json()["birth_date"] is None


async def test_a_file_has_the_column_only_for_who_may_see_it(
    client: AsyncClient, till: dict[str, str]
) -> None:
    named = {"kind": "customers", "filters": {"columns": ["number", "birth_date"]}}
    refused = await client.post("/api/v1/exports", json=named, headers=till)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    taken = await client.post("/api/v1/exports", json={"kind": "customers"}, headers=till)
    assert taken.status_code == 202
