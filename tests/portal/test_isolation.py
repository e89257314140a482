"""Fault row A04 for the portal: another customer's ids in the same shop are as unknown as nobody's,
whoever they are of, in every address that has one."""

import re
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from regulars.portal import OPEN_ROUTES, ROUTES
from tests.portal.test_papers import handed_in
from tests.portal.visitors import Customer, Door
from tests.world import World

FORMS = {"/addresses/{address_id:str}": {"city": "Forged"}}
WITH_ID = [
    (each.method, each.path.removeprefix("/p/{tenant:str}"))
    for each in ROUTES
    if "_id:str}" in each.path
]


@pytest.fixture
async def other(door: Door, world: World) -> AsyncIterator[Customer]:
    async with door.phone(world.laundry) as customer:
        await customer.come_in("9222 3302")
        await customer.post("/addresses", {"type": "home", "city": "Sohar", "building": "99"})
        yield customer


async def ids_of(other: Customer, world: World) -> dict[str, list[UUID]]:
    """Another customer's, one of another shop, nobody's."""
    addresses = re.findall(r'id="address-([0-9a-f-]{36})"', (await other.get("/addresses")).text)
    session = re.findall(r"/devices/([0-9a-f-]{36})/end", (await other.get("/devices")).text)
    await handed_in(other)
    paper = re.findall(r"/papers/([0-9a-f-]{36})/withdrawal", (await other.get("/papers")).text)
    return {
        "address_id": [*map(UUID, addresses), world.bakery.address.id, uuid4()],
        "session_id": [*map(UUID, session), uuid4()],
        "verification_id": [*map(UUID, paper), uuid4()],
    }


def test_there_are_addresses_with_ids_to_be_tried() -> None:
    assert {part for _, path in WITH_ID for part in re.findall(r"\{(\w+):str\}", path)} == {
        "address_id",
        "session_id",
        "verification_id",
    }
    assert not any("_id" in each.path for each in OPEN_ROUTES)


async def test_ids_of_others_are_as_unknown_as_nobodys(
    phone: Customer, other: Customer, door: Door, world: World
) -> None:
    await phone.come_in("9222 3301")
    async with door.phone(world.laundry) as second:
        # Their other device, so that one of their sign-ins is listed with its id.
        await second.come_in("9222 3302")
        ids = await ids_of(other, world)
    assert len(ids["address_id"]) == 3
    assert len(ids["session_id"]) == len(ids["verification_id"]) == 2
    for method, path in WITH_ID:
        name = re.findall(r"\{(\w+):str\}", path)[0]
        answers = set()
        for one in ids[name]:
            address = path.replace(f"{{{name}:str}}", str(one))
            if method == "GET":
                answer = await phone.get(address)
            else:
                answer = await phone.post(address, FORMS.get(path))
            assert answer.status_code == 404, (method, path, answer.status_code)
            answers.add(answer.text.replace(str(one), "…"))
        assert len(answers) == 1, (method, path)
    assert "Building 99" in (await other.get("/addresses")).text
    assert (await other.get("")).status_code == 200


async def test_a_place_in_a_list_of_another_customer_leads_nowhere(
    phone: Customer, other: Customer
) -> None:
    await phone.come_in("9222 3303")
    for path in ("/looks", "/sign-ins"):
        assert (await phone.get(path, older="made-up")).status_code == 404
        assert (await other.get(path)).status_code == 200
