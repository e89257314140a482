"""An app's tokens over the API: refreshed with a publishable key, ended for good, never mixed."""

import asyncio
import itertools
from dataclasses import replace
from typing import Any

import pytest
from httpx import AsyncClient

from regulars import api
from tests.api.people import bearer, signed_in
from tests.api.samples import BODIES, named, own_id, path_of, unhurried
from tests.api.serving import served, speaking
from tests.instruments.installation import Installation
from tests.world import World

TOKEN = "/api/v1/auth/token"
SIGN_OUT = "/api/v1/auth/sign-out"
CUSTOMERS = "/api/v1/customers"
_addresses = itertools.count(1)


def wish(refresh_token: str) -> dict[str, str]:
    return {"grant_type": "refresh_token", "refresh_token": refresh_token}


@pytest.fixture
async def phone(app: Any, world: World) -> Any:
    """The laundry's app on somebody's phone, each time at another address."""
    peer = f"198.51.100.{next(_addresses)}"
    async with speaking(app, world.laundry.publishable_key, peer=peer) as program:
        yield program


async def test_an_app_goes_on_with_new_tokens(
    phone: AsyncClient, common: Installation, world: World
) -> None:
    _, tokens = await signed_in(common, world.laundry)
    answer = await phone.post(TOKEN, json=wish(tokens.refresh_token))
    assert answer.status_code == 200, answer.text
    following = answer.json()
    assert set(following) == {"access_token", "refresh_token", "expires_in", "token_type"}
    assert (following["token_type"], following["expires_in"]) == ("Bearer", 600)
    assert following["refresh_token"] != tokens.refresh_token
    assert answer.headers["cache-control"] == "no-store"
    again = await phone.post(TOKEN, json=wish(tokens.refresh_token))
    assert again.json()["refresh_token"] == following["refresh_token"]
    ended = await phone.post(SIGN_OUT, headers=bearer(following["access_token"]))
    assert ended.status_code == 204


async def test_reuse_ends_the_sign_in_though_the_answer_is_a_refusal(
    installation: Installation, world: World
) -> None:
    """What ends it is committed; the access token is out with it, on another server too."""
    _, tokens = await signed_in(installation, world.laundry)
    async with (
        served(installation, world.laundry.publishable_key) as here,
        served(installation, world.laundry.publishable_key) as there,
    ):
        first = (await here.post(TOKEN, json=wish(tokens.refresh_token))).json()
        async with installation.connection() as connection:
            await connection.execute(
                "UPDATE identity.refresh_tokens SET used_at = used_at - interval '10 seconds'"
            )
        for server in (here, there):
            refused = await server.post(TOKEN, json=wish(tokens.refresh_token))
            assert (refused.status_code, refused.json()["code"]) == (400, "invalid_grant")
            refused = await server.post(TOKEN, json=wish(first["refresh_token"]))
            assert (refused.status_code, refused.json()["code"]) == (400, "invalid_grant")
        for token in (tokens.access_token, first["access_token"]):
            answer = await there.post(SIGN_OUT, headers=bearer(token))
            assert answer.status_code == 401
        async with installation.connection() as connection:
            assert await connection.fetchval("SELECT ended_by FROM identity.account_sessions") == (
                "reuse"
            )


async def test_eight_calls_at_once_get_one_successor(
    installation: Installation, world: World
) -> None:
    _, tokens = await signed_in(installation, world.laundry)
    async with served(installation, world.laundry.publishable_key) as phone:
        answers = await asyncio.gather(
            *(phone.post(TOKEN, json=wish(tokens.refresh_token)) for _ in range(8))
        )
        assert {answer.status_code for answer in answers} == {200}
        (successor,) = {answer.json()["refresh_token"] for answer in answers}
        assert (await phone.post(TOKEN, json=wish(successor))).status_code == 200


async def test_whatever_is_no_refresh_token_of_the_house_is_refused_alike(
    phone: AsyncClient, common: Installation, world: World
) -> None:
    _, theirs = await signed_in(common, world.bakery)
    _, ours = await signed_in(common, world.laundry)
    answers = set()
    for given in (
        theirs.refresh_token,
        ours.access_token,
        ours.refresh_token[:-1],
        ours.refresh_token.replace("rf_", "rp_"),
        world.laundry.api_key,
        "",
        "x" * 10_000,
        "\u202e",
    ):
        answer = await phone.post(TOKEN, json=wish(given))
        answers.add((answer.status_code, answer.content))
    assert len(answers) == 1
    status, content = answers.pop()
    assert (status, b"invalid_grant" in content) == (400, True)
    # The bakery's token is as good as it was, where it belongs.
    there = await phone.post(
        TOKEN, json=wish(theirs.refresh_token), headers=bearer(world.bakery.publishable_key)
    )
    assert there.status_code == 200


async def test_what_cannot_be_read_is_told_by_field(phone: AsyncClient) -> None:
    answer = await phone.post(TOKEN, json={"grant_type": "password", "username": "ana"})
    assert answer.status_code == 422
    told = {(each["field"], each["code"]) for each in answer.json()["errors"]}
    assert told == {
        ("grant_type", "unknown_value"),
        ("refresh_token", "required"),
        ("username", "unknown_field"),
    }
    answer = await phone.post(SIGN_OUT, json={})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "refresh_token")


async def test_signing_out_is_the_same_whether_it_went_on(
    phone: AsyncClient, common: Installation, world: World
) -> None:
    _, tokens = await signed_in(common, world.laundry)
    for given in (tokens.refresh_token, tokens.refresh_token, "rf_nonsense"):
        answer = await phone.post(SIGN_OUT, json={"refresh_token": given})
        assert (answer.status_code, answer.content) == (204, b"")
    refused = await phone.post(TOKEN, json=wish(tokens.refresh_token))
    assert refused.json()["code"] == "invalid_grant"


OTHERS = [each for each in api.OPERATIONS if "publishable" not in each.callers]


@pytest.mark.parametrize("operation", OTHERS, ids=named)
async def test_a_publishable_key_may_call_nothing_else(
    phone: AsyncClient, world: World, operation: Any
) -> None:
    body = BODIES.get(operation.name) if operation.method != "GET" else None
    path = path_of(operation, own_id(operation, world.laundry, world.laundry.ana.id))
    refused = await phone.request(operation.method, path, json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


async def test_a_secret_key_refreshes_nobody(
    client: AsyncClient, common: Installation, world: World
) -> None:
    _, tokens = await signed_in(common, world.laundry)
    refused = await client.post(TOKEN, json=wish(tokens.refresh_token))
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


async def test_an_answer_with_tokens_is_not_given_again(
    phone: AsyncClient, common: Installation, world: World
) -> None:
    _, tokens = await signed_in(common, world.laundry)
    headers = {"Idempotency-Key": "a refresh"}
    first = await phone.post(TOKEN, json=wish(tokens.refresh_token), headers=headers)
    again = await phone.post(TOKEN, json=wish(tokens.refresh_token), headers=headers)
    assert first.status_code == 200
    assert (again.status_code, again.json()["code"]) == (409, "answered_once")


async def test_one_address_does_not_spend_what_the_others_need(
    installation: Installation, world: World
) -> None:
    async with served(installation, world.laundry.publishable_key) as phone:
        for _ in range(200):
            answer = await phone.post(TOKEN, json=wish("rf_nonsense"))
            if answer.status_code == 429:
                break
            assert answer.status_code == 400
        spent = await phone.post(TOKEN, json=wish("rf_nonsense"))
        assert spent.json()["code"] == "rate_limited"
        assert int(spent.headers["retry-after"]) >= 1
        # Programs and people are counted apart.
        program = await phone.get(CUSTOMERS, headers=bearer(world.laundry.api_key))
        assert program.status_code == 200


FORWARDED = [
    # Proxies of ours, what stands in X-Forwarded-For, whether that makes an address of its own.
    (0, "198.51.100.{n}", False),
    (1, "198.51.100.{n}", True),
    (1, "198.51.100.{n}, 203.0.113.7", False),
    (2, "198.51.100.{n}, 203.0.113.7", True),
]


@pytest.mark.parametrize(("hops", "told", "is_another"), FORWARDED)
async def test_where_an_app_comes_from_our_own_proxies_say_and_nobody_else(
    installation: Installation, world: World, hops: int, told: str, is_another: bool
) -> None:
    """Whoever writes the header themselves gets no further with it."""
    roomy = unhurried(installation)
    behind = replace(roomy, settings=replace(roomy.settings, proxy_hops=hops))
    async with served(behind, world.laundry.publishable_key) as phone:
        statuses = set()
        for n in range(80 if is_another else 200):
            headers = {"X-Forwarded-For": told.format(n=n)}
            answer = await phone.post(TOKEN, json=wish("rf_nonsense"), headers=headers)
            statuses.add(answer.status_code)
            if 429 in statuses:
                break
    assert statuses == ({400} if is_another else {400, 429})
