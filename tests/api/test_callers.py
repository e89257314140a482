"""Who is let in, who is not, and that nobody can tell why."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from httpx import AsyncClient

from regulars import api
from regulars.api.callers import FRESH_SECONDS, Callers
from regulars.api.problems import EdgeRefusal
from regulars.desk import Desk
from regulars.domains import identity
from regulars.domains.identity import SCOPES, Scope
from regulars.kernel.ids import checksum
from regulars.runtime.language import Catalogue
from regulars.runtime.live import LiveFeed
from tests.api.samples import OF_KEYS, ask, named, own_id, path_of
from tests.api.serving import served
from tests.instruments.installation import Installation
from tests.world import House, World


async def made_key(
    installation: Installation, house: House, *scopes: str, environment: str = "test"
) -> tuple[str, Any]:
    async with (
        installation.database("app") as database,
        database.transaction(house.context) as tx,
    ):
        key, credential = await identity.create_api_key(
            tx,
            name="another program",
            scopes=scopes or tuple(SCOPES),
            environment=environment,
            tenant_ref=house.tenant.ref,
        )
    return credential.secret, key.id


def rechecked(head: str) -> str:
    return head + checksum(head)


def strangers(house: House, other: House) -> dict[str, str]:
    """Things that look like keys, from far away to very near."""
    key = house.api_key
    head = key[:-6]
    random = head.rsplit("_", 1)[1]
    letters = "".join(secrets.choice("abcdef0123456789") for _ in range(32))
    return {
        "nothing": "",
        "a word": "Bearer",
        "no scheme": key,
        "another scheme": f"Basic {key}",
        "two schemes": f"Bearer Bearer {key}",
        "cut short": f"Bearer {key[:-1]}",
        "a letter more": f"Bearer {key}0",
        "another checksum": f"Bearer {key[:-1]}{'0' if key[-1] != '0' else '1'}",
        "another case": f"Bearer {key.swapcase()}",
        "a secret nobody has": f"Bearer {rechecked(f'rk_test_{house.tenant.ref}_{letters}')}",
        "our secret with their reference":
            f"Bearer {rechecked(f'rk_test_{other.tenant.ref}_{random}')}",
        "a tenant that is not there": f"Bearer {rechecked(f'rk_test_00000000_{random}')}",
        "another environment": f"Bearer {rechecked(f'rk_live_{house.tenant.ref}_{random}')}",
        "a session's secret": f"Bearer {rechecked(f'rs_test_{house.tenant.ref}_{random}')}",
        "a kilobyte": "Bearer " + "x" * 1_000,
        "a NUL": f"Bearer {key}\0".replace("\0", "%00"),
    }  # fmt: skip


async def test_every_stranger_is_answered_alike(client: AsyncClient, world: World) -> None:
    answers = {}
    for name, value in strangers(world.laundry, world.bakery).items():
        answer = await client.get("/api/v1/customers", headers={"Authorization": value})
        told = {k: v for k, v in answer.headers.items() if k != "request-id"}
        answers[name] = (answer.status_code, answer.content, tuple(sorted(told.items())))
    assert len(answers) == 16
    assert len(set(answers.values())) == 1, {name: said[1] for name, said in answers.items()}
    status, body, headers = next(iter(answers.values()))
    assert (status, dict(headers)["www-authenticate"]) == (401, 'Bearer realm="regulars"')
    assert b"unauthenticated" in body


async def test_revoked_expired_and_suspended_look_like_unknown(
    installation: Installation, world: World
) -> None:
    revoked, revoked_id = await made_key(installation, world.laundry)
    expired, expired_id = await made_key(installation, world.laundry)
    async with installation.connection() as connection:
        for column, id_ in (("revoked_at", revoked_id), ("expires_at", expired_id)):
            await connection.execute(
                f"UPDATE identity.api_keys SET {column} = now() WHERE id = $1", id_
            )
        await connection.execute(
            "UPDATE tenants.directory SET state = 'suspended' WHERE id = $1",
            world.bakery.tenant.id,
        )
    async with served(installation) as client:
        answers = {
            (answer.status_code, answer.content)
            for key in (revoked, expired, world.bakery.api_key, "rk_test_unknown")
            for answer in [
                await client.get("/api/v1/settings", headers={"Authorization": f"Bearer {key}"})
            ]
        }
        assert len(answers) == 1
        assert next(iter(answers))[0] == 401


class Hands:
    """A clock that somebody turns."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def callers_with(
    installation: Installation, clock: Callable[[], float], database: Any
) -> Callers:
    desk = Desk(installation.settings, Catalogue.load())
    desk.open(database, LiveFeed(installation.settings.database_url))
    return Callers(desk, clock)


async def test_a_revoked_key_is_refused_within_half_a_second(
    installation: Installation, world: World
) -> None:
    secret, key_id = await made_key(installation, world.laundry)
    clock = Hands()
    async with installation.database("app") as database:
        callers = await callers_with(installation, clock, database)
        assert (await callers.recognise(f"Bearer {secret}")).id == key_id
        async with database.transaction(world.laundry.context) as tx:
            await identity.revoke_api_key(tx, key_id)

        clock.now += FRESH_SECONDS * 0.99
        assert (await callers.recognise(f"Bearer {secret}")).id == key_id
        clock.now += FRESH_SECONDS * 0.01
        with pytest.raises(EdgeRefusal):
            await callers.recognise(f"Bearer {secret}")
    assert FRESH_SECONDS <= 0.5


async def test_a_key_is_looked_up_once_while_it_is_fresh(
    installation: Installation, world: World
) -> None:
    secret, key_id = await made_key(installation, world.laundry)
    async with installation.database("app") as database:
        callers = await callers_with(installation, Hands(), database)
        first = await callers.recognise(f"Bearer {secret}")
        async with installation.connection() as connection:
            await connection.execute("DELETE FROM identity.api_keys WHERE id = $1", key_id)
        assert await callers.recognise(f"Bearer {secret}") == first


# A file takes out of the house what its asker may read there: tests/api/test_exports.py has both.
OF_TWO_SCOPES = ("createExport",)
# A file is had by who may take it out, an age by who may ask for that alone, papers by who decides.
OF_THEIR_OWN = (Scope.EXPORTS_WRITE, Scope.CUSTOMERS_AGE, Scope.VERIFICATIONS_REVIEW)


@pytest.fixture(scope="module")
async def narrow_keys(common: Installation, world: World) -> dict[tuple[Scope, bool], str]:
    """For each scope a key that has nothing else, and one that has everything else."""
    keys = {}
    for scope in SCOPES:
        others = [each for each in SCOPES if each is not scope]
        keys[scope, True] = (await made_key(common, world.laundry, scope))[0]
        keys[scope, False] = (await made_key(common, world.laundry, *others))[0]
    return keys


@pytest.mark.parametrize("operation", OF_KEYS, ids=named)
async def test_an_operation_asks_for_its_scope_and_for_no_other(
    client: AsyncClient, world: World, narrow_keys: dict[tuple[Scope, bool], str], operation: Any
) -> None:
    id_ = own_id(operation, world.laundry, "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4")
    without = {"Authorization": f"Bearer {narrow_keys[operation.scope, False]}"}
    refused = await ask(client, operation, id_, headers=without)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")

    if operation.name in OF_TWO_SCOPES:
        return
    alone = {"Authorization": f"Bearer {narrow_keys[operation.scope, True]}"}
    answer = await ask(client, operation, id_, headers=alone)
    assert answer.status_code not in (401, 403), answer.text


async def test_who_may_not_do_it_is_not_told_whether_it_is_there(
    client: AsyncClient, world: World, narrow_keys: dict[tuple[Scope, bool], str]
) -> None:
    key = narrow_keys[Scope.CUSTOMERS_READ, False]
    headers = {"Authorization": f"Bearer {key}"}
    ids = (world.laundry.ana.id, "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4", "x")
    bodies = {
        (await client.get(f"/api/v1/customers/{id_}", headers=headers)).content for id_ in ids
    }
    assert len(bodies) == 1


def test_every_operation_stands_under_a_scope() -> None:
    for operation in OF_KEYS:
        is_reading = operation.method == "GET"
        assert operation.scope is not None
        if operation.scope in OF_THEIR_OWN:
            continue
        assert operation.scope.endswith(":read" if is_reading else ":write"), operation.name


async def test_a_console_cookie_opens_nothing_here(client: AsyncClient, world: World) -> None:
    headers = {"Authorization": "", "Cookie": f"session={world.laundry.api_key}"}
    assert (await client.get("/api/v1/customers", headers=headers)).status_code == 401


@pytest.mark.parametrize("operation", api.OPERATIONS, ids=named)
async def test_nothing_is_done_for_nobody(
    client: AsyncClient, world: World, operation: Any
) -> None:
    id_ = own_id(operation, world.laundry, "01a1f8a5-a5b0-7614-9c09-5c2f3cc889c4")
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        answer = await client.request(
            operation.method,
            path_of(operation, id_),
            content=b"{}" if operation.method != "GET" else None,
            headers={
                "Authorization": "",
                "Content-Type": kind,
                "Origin": "https://evil.example.com",
                "Cookie": "__Host-session=x; session=y",
            },
        )
        assert answer.status_code == 401
