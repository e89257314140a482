"""GET /api/v1/customers/statistics: what it says, to whom, and what it refuses."""

from datetime import UTC, datetime
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.domains import customers
from tests.api.serving import speaking
from tests.instruments.installation import Installation
from tests.world import House, World

PATH = "/api/v1/customers/statistics"


@pytest.fixture(scope="module")
async def counted(client: AsyncClient, common: Installation, world: World) -> None:
    """Some customers, and a worker that has come round."""
    for body in (
        {"type": "guest", "language": "ar"},
        {"type": "guest", "branch_id": str(world.laundry.branches[0].id)},
        {"type": "stub", "kind": "company", "name": "Noor", "phone": "9777 8899"},
    ):
        assert (await client.post("/api/v1/customers", json=body)).status_code == 201
    await count(common, world.laundry)


async def count(installation: Installation, house: House) -> None:
    async with (
        installation.database("work") as database,
        database.transaction(house.context) as tx,
    ):
        await customers.recount_some(tx, after=customers.FIRST, most=1_000, mend=True)


@pytest.mark.usefixtures("counted")
async def test_totals_growth_and_conversion_are_told(client: AsyncClient, world: World) -> None:
    answer = await client.get(PATH, params={"days": 7, "by": "day"})
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    assert (told["total"], told["time_zone"]) == (4, "Asia/Muscat")
    assert told["by_stage"] == {"guest": 2, "stub": 2, "full": 0}
    assert told["by_kind"] == {"person": 3, "company": 1}
    assert told["by_state"] == {"active": 4, "blocked": 0, "deleted": 0}
    assert told["by_branch"] == [
        {"branch_id": None, "count": 3},
        {"branch_id": str(world.laundry.branches[0].id), "count": 1},
    ]
    assert told["by_language"] == [
        {"language": None, "count": 3},
        {"language": "ar", "count": 1},
    ]
    assert [each["new"] for each in told["growth"]] == [0, 0, 0, 0, 0, 0, 4]
    assert told["span"]["new"] == 4
    assert told["previous"]["new"] == 0
    assert told["conversion"]["guest_to_stub"] == {
        "upgrades": 0, "median_days": None, "entered": 2, "reached": 0, "rate": 0.0,
    }  # fmt: skip
    assert datetime.fromisoformat(told["as_of"]) < datetime.now(UTC)


@pytest.mark.usefixtures("counted")
async def test_another_house_has_its_own_figures(bakery: AsyncClient) -> None:
    told = (await bakery.get(PATH)).json()
    assert (told["total"], told["by_branch"]) == (0, [])
    assert len(told["growth"]) == 30


async def test_the_address_is_not_taken_for_a_customers(client: AsyncClient) -> None:
    assert "total" in (await client.get(PATH)).json()
    assert (await client.get("/api/v1/customers/statistic")).status_code == 404
    assert (await client.delete(PATH)).status_code in (404, 405)


async def test_a_key_that_may_read_customers_may_read_their_figures(app: Any, world: World) -> None:
    async with speaking(app, world.laundry.reading_key) as reading:
        assert (await reading.get(PATH)).status_code == 200


@pytest.mark.parametrize(
    ("params", "field", "code"),
    [
        ({"days": "0"}, "days", "days_out_of_range"),
        ({"days": "366"}, "days", "days_out_of_range"),
        ({"days": "x"}, "days", "wrong_type"),
        ({"by": "year"}, "by", "unknown_value"),
        ({"colour": "red"}, "colour", "unknown_field"),
    ],
)
async def test_a_wrong_question_is_refused_by_field(
    client: AsyncClient, params: dict[str, str], field: str, code: str
) -> None:
    answer = await client.get(PATH, params=params)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == (field, code)
