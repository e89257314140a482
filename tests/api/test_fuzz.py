"""Requests made from the description, right and wrong: no fault, and no answer it does not name."""

import os
import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import hypothesis
import pytest
import schemathesis
from httpx import AsyncClient
from hypothesis import HealthCheck, given
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from regulars import api
from regulars.api.operations import Operation
from regulars.app import build
from regulars.domains import customers
from regulars.domains.customers.proofs.possible_duplicates import note_possible_duplicates
from tests.api.people import full_by_now, signed_in, staff_signed_in
from tests.api.samples import named
from tests.api.serving import OFFBEAT
from tests.console.alerted import warn
from tests.instruments.given_up import give_up
from tests.instruments.installation import Installation
from tests.world import House, World

pytestmark = pytest.mark.thorough
EXAMPLES = 8
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
SEED = int(os.environ.get("REGULARS_SEED") or random.SystemRandom().randrange(2**32))


@pytest.fixture(scope="module")
async def known_ids(
    client: AsyncClient, common: Installation, world: World
) -> dict[str, list[str]]:
    """Things that are there, so that not everything ends in 404; none is the key in use."""
    key = {"name": "to revoke", "scopes": ["audit:read"]}
    made = {
        "customers": ("/api/v1/customers", {"type": "guest"}),
        "branches": ("/api/v1/branches", {"name": "Sur"}),
        "api-keys": ("/api/v1/api-keys", key),
        "exports": ("/api/v1/exports", {"kind": "customers"}),
    }
    found = {
        noun: [(await client.post(path, json=body)).json()["id"] for _ in range(2)]
        for noun, (path, body) in made.items()
    }
    asked = f"/api/v1/customers/{world.laundry.ana.id}/invitations"
    found["invitations"] = [(await client.post(asked, json={"channel": "phone"})).json()["id"]]
    shown = f"/api/v1/customers/{found['customers'][0]}/verifications/ask"
    paper = await client.post(shown, json={"document": "passport"})
    found["verifications"] = [paper.json()["id"]]
    found["possible-duplicates"] = [await look_alike(common, world.laundry, found["customers"])]
    await full_by_now(common, world.laundry)
    # Ana's other sign-in; what is asked for bears the tokens of one that nobody ends.
    found["me"] = [str((await signed_in(common, world.laundry))[0].id)]
    await warn(common, world.laundry)
    found["alerts"] = [(await client.get("/api/v1/alerts")).json()["data"][0]["id"]]
    found["auth"] = [str((await staff_signed_in(common, world.laundry, world.laundry.admin))[0].id)]
    found["jobs"] = [str(fact) for fact in await give_up(common, world.laundry.tenant.id)]
    return found


async def look_alike(common: Installation, house: House, made: list[str]) -> str:
    first, second = map(UUID, made)
    async with (
        common.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        await note_possible_duplicates(tx, first, [second], "several")
        (pair,) = (await customers.list_possible_duplicates(tx, "open", limit=1)).pairs
    return str(pair.id)


@pytest.fixture
async def person(common: Installation, world: World) -> str:
    """Ana's access token; they last ten minutes."""
    _, tokens = await signed_in(common, world.laundry)
    return tokens.access_token


@pytest.fixture
async def colleague(common: Installation, world: World) -> str:
    """The admin's access token."""
    _, tokens = await staff_signed_in(common, world.laundry, world.laundry.admin)
    return tokens.access_token


def bears(operation: Operation, house: House, person: str, colleague: str) -> str:
    """Who the operation is for: a program, an app before anybody signed in, or a person."""
    if "key" in operation.callers:
        return house.api_key
    if "publishable" in operation.callers:
        return house.publishable_key
    return colleague if "staff" in operation.callers else person


@pytest.fixture(scope="module")
def schema(common: Installation, known_ids: dict[str, list[str]]) -> Iterator[Any]:
    yield schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", build(common.settings, clock=OFFBEAT)
    )
    asgi.shutdown_lifespans()


@pytest.mark.parametrize("operation", api.OPERATIONS, ids=named)
@pytest.mark.parametrize("mode", GenerationMode)
def test_no_request_brings_the_server_down_or_an_answer_nobody_described(
    schema: Any,
    known_ids: dict[str, list[str]],
    world: World,
    person: str,
    colleague: str,
    mode: GenerationMode,
    operation: Operation,
) -> None:
    print(f"REGULARS_SEED={SEED}")
    path = operation.address
    noun = path.split("/")[3]
    secret = bears(operation, world.laundry, person, colleague)
    chosen = {"headers": {"Authorization": f"Bearer {secret}"}}
    if "{" in path and mode is GenerationMode.POSITIVE:
        ids = {"address_id": str(world.laundry.address.id)}
        is_address = "{address_id}" in path
        ids["id"] = str(world.laundry.ana.id) if is_address else known_ids[noun][0]
        chosen["path_parameters"] = {
            name: id_ for name, id_ in ids.items() if f"{{{name}}}" in path
        }
    statuses: set[int] = set()
    cases = schema[path][operation.method].as_strategy(generation_mode=mode, **chosen)

    @hypothesis.seed(SEED)
    @hypothesis.settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    @given(case=cases)
    def ask(case: Any) -> None:
        statuses.add(case.call_and_validate(checks=CHECKS).status_code)

    ask()
    # Whoever asks is let in: what is asked is put to the operation, not turned away at its door.
    assert statuses - {401, 403}, statuses
