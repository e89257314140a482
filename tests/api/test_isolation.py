"""Nothing of another tenant can be seen, named, changed or even noticed through the API."""

import json
import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient
from litestar import Litestar

from regulars import api
from regulars.api.callers import AccountCaller
from tests.api.people import full_by_now, signed_in
from tests.api.samples import BODIES, JSON, LISTS, OF_AN_ID, STUB, ask, path_of
from tests.api.serving import speaking
from tests.api.traces import belongings, rows
from tests.instruments.installation import Installation
from tests.world import World

CUSTOMERS = "/api/v1/customers"
CALLS_MIN = 5_000
UUIDS = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").findall

HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"If-Match": '"1"'},
    {"If-None-Match": "*"},
    {"Accept-Language": "ar", "Regulars-Purpose": "support"},
    {"X-Tenant-Id": "bakery", "Cookie": "tenant=bakery"},
)
# What else a body could say; a wrong one must not tell the difference either.
BODIES_BESIDE: tuple[dict[str, Any], ...] = ({}, {"colour": "red"})


@pytest.fixture(scope="module")
async def theirs(bakery: AsyncClient, common: Installation, world: World) -> list[UUID]:
    """Every id of the bakery that is in the database: customers, facts, keys, sessions, all."""
    for place in range(5):
        body = {**STUB, "phone": f"9{2_345_600 + place}", "branch_id": None}
        made = await bakery.post(CUSTOMERS, json=body)
        path = f"{CUSTOMERS}/{made.json()['id']}"
        await bakery.get(path)
        # Each in another state: refusals must not show through either.
        if place == 1:
            await bakery.delete(path)
        if place == 2:
            await bakery.post(f"{path}/block", json={"reason": "late"})
    found: set[UUID] = {world.bakery.tenant.id}
    async with common.connection() as connection:
        columns = await connection.fetch(
            "SELECT c.oid::regclass::text AS name, a.attname AS column FROM pg_class c"
            "  JOIN pg_attribute a ON a.attrelid = c.oid AND a.atttypid = 'uuid'::regtype"
            " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND EXISTS ("
            "   SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'tenant_id')"
        )
        for name, column in columns:
            query = f"SELECT DISTINCT {column} AS id FROM {name} WHERE tenant_id = $1"
            found |= {row["id"] for row in await connection.fetch(query, world.bakery.tenant.id)}
    return sorted(id_ for id_ in found if id_ is not None)


def requests_about(id_: UUID) -> Iterator[tuple[str, str, str, dict[str, Any], Any]]:
    """Every request that could name this id: in the path, the body, the query, a filter."""
    for operation, headers in product(OF_AN_ID, HEADERS):
        bodies = [BODIES.get(operation.name), *BODIES_BESIDE]
        for place, body in enumerate(bodies):
            sent = None if operation.method == "GET" or body is None else body
            if place == 0 or operation.body is not None:
                name = f"{operation.name} {place} {sorted(headers)}"
                yield name, operation.method, path_of(operation, id_), headers, sent
    given = str(id_)
    for name in ("branch_id", "company_id"):
        yield f"{name} of a new one", "POST", CUSTOMERS, {}, {"type": "guest", name: given}
    named = ("q", "subject_id", "cursor", "tenant_id", "branch_id", "company_id", "sort", "id")
    for operation in LISTS:
        for name in named:
            yield f"{operation.name} by {name}", "GET", f"{operation.path}?{name}={given}", {}, None


def said(answer: Any, id_: UUID) -> tuple[int, bytes, tuple[tuple[str, str], ...]]:
    """An answer without what differs between any two: ids of requests, what is left of a budget,
    and the id asked for where it is only repeated."""
    told = {
        name: value
        for name, value in answer.headers.items()
        if name != "request-id" and not name.startswith("ratelimit")
    }
    content = answer.content.replace(str(id_).encode(), b"the id")
    return answer.status_code, content, tuple(sorted(told.items()))


async def send(client: AsyncClient, request: tuple[str, str, str, dict[str, Any], Any]) -> Any:
    _, method, path, headers, body = request
    return await client.request(method, path, headers=headers, json=body)


@pytest.mark.thorough
async def test_every_foreign_id_is_answered_like_an_unknown_one_everywhere(
    client: AsyncClient, common: Installation, world: World, theirs: list[UUID]
) -> None:
    unknown = uuid4()
    # Once before, so that what the laundry itself has does not change under the comparison.
    expected = {
        request[0]: said(await send(client, request), unknown)
        for request in requests_about(unknown)
    }
    before = await belongings(common, world.bakery.tenant.id)
    calls, found = 0, []
    for id_ in theirs:
        for request in requests_about(id_):
            answer = said(await send(client, request), id_)
            calls += 1
            if answer != expected[request[0]]:
                found.append((request[:3], answer, expected[request[0]]))
    assert found == []
    assert len(theirs) > 40
    assert calls >= CALLS_MIN, calls
    # No side effect, and no line in anybody's log that the bakery could see, or that names it.
    assert await belongings(common, world.bakery.tenant.id) == before
    seen = await rows(
        common,
        "SELECT 1 FROM audit.reads WHERE tenant_id = $1 AND subject_ids && $2::uuid[]",
        world.laundry.tenant.id,
        theirs,
    )
    assert seen == []
    statuses = {status for status, _, _ in expected.values()}
    assert statuses <= {200, 404, 422, 415, 400}
    assert expected["getCustomer 0 []"][0] == 404


async def test_every_address_of_the_api_is_an_operation_or_open_to_all(app: Any) -> None:
    """So that the tests made from the operations leave nothing out."""
    declared = {operation.address for operation in api.OPERATIONS}
    house = app
    while not isinstance(house, Litestar):
        house = house._app
    served = {route.path_format for route in house.routes if route.path_format.startswith("/api")}
    public = {"/api/v1/openapi.json", "/api/v1/docs", "/api/v1/docs.css"}
    assert served == declared | public


@pytest.mark.parametrize("name", ["createCustomer", "changeCustomer", "upgradeCustomer"])
async def test_a_foreign_branch_is_as_unknown_as_an_invented_one(
    client: AsyncClient, world: World, name: str
) -> None:
    (operation,) = [each for each in api.OPERATIONS if each.name == name]
    answers = set()
    for branch_id in (world.bakery.branches[0].id, world.bakery.ana.id, uuid4()):
        body = {**BODIES[name], "branch_id": str(branch_id)}
        answer = await ask(client, operation, world.laundry.ana.id, json=body)
        answers.add((answer.status_code, answer.content))
    assert len(answers) == 1
    status, content = answers.pop()
    (error,) = json.loads(content)["errors"]
    assert (status, error["field"], error["code"]) == (422, "branch_id", "branch_not_known")


async def test_that_a_value_exists_elsewhere_cannot_be_noticed(
    client: AsyncClient, bakery: AsyncClient
) -> None:
    """Phone, e-mail and number of one tenant are free in every other."""
    known = {"type": "stub", "name": "Noor", "phone": "9777 8899", "email": "noor@example.com"}
    there = (await bakery.post(CUSTOMERS, json=known)).json()
    for q in (known["phone"], known["email"], known["name"], there["number"], there["id"]):
        found = (await client.get(CUSTOMERS, params={"q": q})).json()["data"]
        assert [each for each in found if each["id"] == there["id"]] == [], q
        assert q == there["number"] or found == [], q
    here = await client.post(CUSTOMERS, json=known)
    assert here.status_code == 201
    assert here.json()["id"] != there["id"]
    again = await client.post(CUSTOMERS, json=known)
    assert [each["id"] for each in again.json()["candidates"]] == [here.json()["id"]]
    assert again.json()["elsewhere"] == 0


async def test_numbers_are_counted_in_each_house(client: AsyncClient, bakery: AsyncClient) -> None:
    ours = [(await client.post(CUSTOMERS, json={"type": "guest"})).json()["number"]]
    for _ in range(3):
        await bakery.post(CUSTOMERS, json={"type": "guest"})
    ours.append((await client.post(CUSTOMERS, json={"type": "guest"})).json()["number"])
    first, second = (int(number.removeprefix("CUST-")) for number in ours)
    assert second == first + 1


async def test_artefacts_of_one_house_are_worth_nothing_in_another(
    client: AsyncClient, bakery: AsyncClient, world: World
) -> None:
    """An ETag, an Idempotency-Key and a Request-Id; cursors have tests of their own."""
    headers = {"Idempotency-Key": "shared", "Request-Id": "shared-0001", **JSON}
    there = await bakery.post(CUSTOMERS, json={"type": "guest"}, headers=headers)
    here = await client.post(CUSTOMERS, json={"type": "guest"}, headers=headers)
    assert here.json()["id"] != there.json()["id"]
    etag = {"If-None-Match": there.headers["etag"]}
    path = f"{CUSTOMERS}/{there.json()['id']}"
    assert (await client.get(path, headers=etag)).status_code == 404
    assert (await bakery.get(path, headers=etag)).status_code == 304


async def test_the_audit_never_shows_another_house(
    client: AsyncClient, bakery: AsyncClient, world: World, theirs: list[UUID]
) -> None:
    foreign = {str(id_) for id_ in theirs}
    for path in ("/api/v1/audit", "/api/v1/audit/reads"):
        cursor: str | None = ""
        seen = 0
        while cursor is not None:
            page = await client.get(path, params={"limit": 200, "cursor": cursor})
            found = {word.decode() for word in UUIDS(page.content)}
            assert not found & foreign, path
            seen += len(page.json()["data"])
            cursor = page.json()["next_cursor"]
        assert seen > 0, path
        answers = [
            await client.get(path, params={"subject_id": str(id_)})
            for id_ in (world.bakery.ana.id, world.bakery.tenant.id, uuid4())
        ]
        assert {answer.content for answer in answers} == {b'{"data":[],"next_cursor":null}'}


# What a person may call with their token, and what an app may with one.
OF_ACCOUNTS = [each for each in api.OPERATIONS if "account" in each.callers]
WITH_A_TOKEN = [
    each for each in api.OPERATIONS if each.body and "refresh_token" in each.body.__struct_fields__
]
# These end what they are asked with, so they are asked in tests of their own.
ENDING = {"signOut"}


@pytest.mark.thorough
async def test_a_person_reaches_no_id_of_anybody_by_any_address(
    app: Any, common: Installation, world: World, theirs: list[UUID]
) -> None:
    """Every operation with every id there is, of the other house and of other customers of this
    one, is refused alike before anything is looked up; what is for accounts shows their own."""
    house = world.laundry
    async with speaking(app, house.api_key) as program:
        made = await program.post(CUSTOMERS, json={**STUB, "phone": "92345678"})
    neighbour = UUID(made.json()["id"])
    await full_by_now(common, house)
    _, tokens = await signed_in(common, house)
    before = await belongings(common, world.bakery.tenant.id)
    refusals, calls = set(), 0
    async with speaking(app, tokens.access_token) as person:
        for operation in api.OPERATIONS:
            if operation.name in ENDING:
                continue
            named = "{" in operation.path
            for id_ in [*theirs, neighbour, house.ana.id, uuid4()] if named else [neighbour]:
                sent = BODIES.get(operation.name) if operation.method != "GET" else None
                answer = await person.request(
                    operation.method,
                    path_of(operation, id_),
                    json=sent,
                    params={"q": str(id_), "id": str(id_)} if operation.method == "GET" else None,
                )
                calls += 1
                if operation in OF_ACCOUNTS:
                    assert str(neighbour) not in answer.text, operation.name
                    assert answer.status_code < 500, operation.name
                else:
                    refusals.add((answer.status_code, answer.content))
    assert len(refusals) == 1
    status, content = refusals.pop()
    assert (status, json.loads(content)["code"]) == (403, "not_allowed")
    assert calls > 20 * len(theirs)
    assert await belongings(common, world.bakery.tenant.id) == before


async def test_a_persons_unit_of_work_sees_their_own_rows_alone(
    common: Installation, world: World
) -> None:
    """What an operation for accounts could forget to ask, the database does not forget."""
    session, _ = await signed_in(common, world.laundry)
    caller = AccountCaller(world.laundry.tenant, session)
    context = caller.context(request_id="", purpose="service", route="test", reading=True)
    assert (context.actor_kind, context.own) == ("customer", world.laundry.ana.id)
    assert context.branch_setting == f"self:{world.laundry.ana.id}"


@pytest.mark.parametrize("operation", WITH_A_TOKEN, ids=lambda each: each.name)
async def test_tokens_and_keys_of_two_houses_never_mix(
    app: Any, common: Installation, world: World, operation: Any
) -> None:
    """A key of one house with a refresh token of the other: as if there were no such token."""
    _, theirs_tokens = await signed_in(common, world.bakery)
    body = {**BODIES[operation.name], "refresh_token": theirs_tokens.refresh_token}
    unknown = {**body, "refresh_token": "rf_test_nobody"}
    async with speaking(app, world.laundry.publishable_key) as phone:
        answers = [await phone.post(operation.path, json=each) for each in (body, unknown)]
    assert len({(answer.status_code, answer.content) for answer in answers}) == 1
    async with speaking(app, world.bakery.publishable_key) as phone:
        good = {"grant_type": "refresh_token", "refresh_token": theirs_tokens.refresh_token}
        assert (await phone.post("/api/v1/auth/token", json=good)).status_code == 200
