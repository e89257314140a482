"""What every operation shares: headers on each answer, and no half of a request acted upon."""

import re
from typing import Any

import msgspec
import pytest
from httpx import AsyncClient
from litestar import Litestar

from regulars import api
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pipeline import Pipeline, handlers
from regulars.api.verifications import judged
from regulars.desk import Desk
from regulars.domains import customers
from regulars.domains.identity import Scope
from regulars.runtime.language import Catalogue
from regulars.runtime.live import LiveFeed
from regulars.runtime.tx import Tx
from tests.api.samples import ask, named, own_id
from tests.api.serving import speaking
from tests.api.test_callers import made_key
from tests.api.traces import belongings, count
from tests.api.wire import wire
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.instruments.processes import until
from tests.world import World

CUSTOMERS = "/api/v1/customers"
UNKNOWN = "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4"
ALWAYS = {
    "request-id": re.compile(r"[0-9a-f]{32}"),
    "cache-control": re.compile("no-store"),
    "content-security-policy": re.compile("default-src 'none'; frame-ancestors 'none'"),
    "x-content-type-options": re.compile("nosniff"),
    "referrer-policy": re.compile("same-origin"),
    "cross-origin-resource-policy": re.compile("same-origin"),
}
BUDGET = ("ratelimit-limit", "ratelimit-remaining", "ratelimit-reset")

HOW_MANY = asking("SELECT count(*) FROM customers.customers WHERE tenant_id = $1")


def has(answer: Any, *, budget: bool) -> None:
    for name, form in ALWAYS.items():
        assert form.fullmatch(answer.headers[name]), name
    for name in BUDGET:
        assert (name in answer.headers) == budget, name
    assert ("content-type" in answer.headers) == bool(answer.content)
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("operation", api.OPERATIONS, ids=named)
async def test_every_answer_has_its_headers(
    client: AsyncClient, world: World, operation: Any
) -> None:
    id_ = own_id(operation, world.laundry, UNKNOWN)
    has(await ask(client, operation, id_), budget=True)
    has(await ask(client, operation, id_, params={"nonsense": "1"}), budget=True)
    has(await ask(client, operation, UNKNOWN, json={"nonsense": 1}), budget=True)
    has(await ask(client, operation, id_, headers={"Authorization": "Bearer x"}), budget=False)


async def test_what_reaches_no_operation_has_them_too(client: AsyncClient) -> None:
    has(await client.get("/api/v1/nowhere"), budget=False)
    has(await client.put(CUSTOMERS), budget=False)


async def test_a_given_request_id_comes_back_on_refusals_as_well(client: AsyncClient) -> None:
    headers = {"Request-Id": "till-1-000042"}
    for path in (CUSTOMERS, f"{CUSTOMERS}/x", "/api/v1/nowhere"):
        answer = await client.get(path, headers=headers)
        assert answer.headers["request-id"] == "till-1-000042"
    long = await client.get(CUSTOMERS, headers={"Request-Id": "x" * 65})
    assert ALWAYS["request-id"].fullmatch(long.headers["request-id"])


async def test_who_sent_what_cannot_be_read_from_another_site(client: AsyncClient) -> None:
    headers = {"Origin": "https://evil.example.com", "Access-Control-Request-Method": "POST"}
    for answer in (
        await client.get(CUSTOMERS, headers=headers),
        await client.options(CUSTOMERS, headers=headers),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_a_key_revoked_while_its_body_arrives_does_nothing(
    client: AsyncClient, app: Any, common: Installation, world: World
) -> None:
    """However slowly somebody sends: who they are is asked again when all of it is there."""
    secret, key_id = await made_key(common, world.laundry)
    bearer = f"Bearer {secret}"

    async def is_refused() -> bool:
        seen = await client.get("/api/v1/branches", headers={"Authorization": bearer})
        return seen.status_code == 401

    async def revoke() -> None:
        assert (await client.post(f"/api/v1/api-keys/{key_id}/revoke")).status_code == 200
        await until(is_refused)

    before = await count(common, "customers.customers", world.laundry.tenant.id)
    headers = [
        (b"authorization", bearer.encode()),
        (b"content-type", b"application/json"),
    ]
    pieces = [b'{"type": ', b'"guest"}']
    said = await wire(app, "POST", CUSTOMERS, headers=headers, pieces=pieces, before_last=revoke)
    assert said.status == 401
    assert await count(common, "customers.customers", world.laundry.tenant.id) == before


class Colour(msgspec.Struct):
    colour: str


@operation("POST", "/api/v1/forgetful", Scope.CUSTOMERS_WRITE, body=Colour, answers={201: None})
async def forget_to_ask(call: Call, tx: Tx) -> Answer:
    """Acts without asking whether the request could be read."""
    draft = customers.read_draft("guest", {}, country="OM")
    await customers.register(tx, draft)
    return Answer(201)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/v1/forgetful", {"colour": "red"}, 201),
        ("/api/v1/forgetful", {"colour": 1}, 422),
        ("/api/v1/forgetful", {}, 422),
        ("/api/v1/forgetful?x=1", {"colour": "red"}, 422),
    ],
)
async def test_an_operation_that_forgets_to_ask_does_not_act_on_half_a_request(
    common: Installation, world: World, path: str, body: dict[str, Any], status: int
) -> None:
    forgetful: list[Operation] = [forget_to_ask]
    desk = Desk(common.settings, Catalogue.load())
    before = await belongings(common, world.laundry.tenant.id)
    async with common.database("app") as database:
        desk.open(database, LiveFeed(common.settings.database_url))
        routes = handlers(Pipeline(desk), forgetful)
        app = Litestar(routes, logging_config=None, openapi_config=None)
        async with speaking(app, world.laundry.api_key) as program:
            answer = await program.post(path, json=body)
    assert answer.status_code == status
    has_acted = (await belongings(common, world.laundry.tenant.id)) != before
    assert has_acted == (status == 201)


async def test_what_takes_its_time_is_done_while_no_connection_is_held(
    common: Installation, world: World
) -> None:
    async def draw(content: bytes) -> bytes:
        # Of one connection, which nobody else may have just then.
        async with desk.database.transaction(world.laundry.context) as tx:
            await tx.value(HOW_MANY)
        return content[::-1]

    @operation(
        "POST",
        "/api/v1/drawn",
        Scope.CUSTOMERS_WRITE,
        answers={201: None},
        takes=("image/png",),
        takes_bytes_max=100,
        prepare=draw,
    )
    async def keep_drawn(call: Call, tx: Tx) -> Answer:
        """Keeps what was drawn beforehand."""
        return Answer(201, content=call.prepared)

    desk = Desk(common.settings, Catalogue.load())
    async with common.database("app", size=1) as database:
        desk.open(database, LiveFeed(common.settings.database_url))
        app = Litestar(
            handlers(Pipeline(desk), [keep_drawn]), logging_config=None, openapi_config=None
        )
        async with speaking(app, world.laundry.api_key) as program:
            answer = await program.post(
                "/api/v1/drawn", content=b"abc", headers={"Content-Type": "image/png"}
            )
    assert (answer.status_code, answer.content) == (201, b"cba")


def test_a_picture_is_drawn_beforehand() -> None:
    takes_pictures = [each for each in api.OPERATIONS if "image/png" in each.takes]
    assert {each.prepare or each.beforehand for each in takes_pictures} == {
        customers.draw_avatar,
        judged,
    }
