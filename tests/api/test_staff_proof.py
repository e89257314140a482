"""Staff who are signed in with an app prove again who they are: counted, told of, and believed in
every process at once."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from regulars.app import build
from regulars.domains.identity.tries.rules import ATTEMPTS_MAX, FACTOR_TRIES_MAX
from tests.api.people import bearer, staff_signed_in
from tests.api.samples import BODIES
from tests.api.serving import served, speaking, started
from tests.api.test_staff_sign_in import now_code, secured
from tests.api.traces import rows
from tests.instruments.installation import Installation
from tests.world import PASSWORD, World

PROVE = "/api/v1/auth/prove"
KEYS = "/api/v1/api-keys"
SIGN_IN = "/api/v1/auth/sign-in"
OLDER = "UPDATE identity.sessions SET proven_at = now() - interval '11 minutes' WHERE id = $1"
TOLD = (
    "SELECT name, data->>'method' AS method, data->>'reason' AS reason, actor_id, related_id"
    "  FROM journal.facts WHERE subject_id = $1 AND name LIKE 'identity.staff_pro%' ORDER BY id"
)


async def grown_old(installation: Installation, session_id: UUID) -> None:
    async with installation.connection() as connection:
        await connection.execute(OLDER, session_id)


async def told(installation: Installation, staff_id: UUID) -> list[tuple[str, str]]:
    return [
        (fact["name"].partition(".")[2], fact["method"] or fact["reason"])
        for fact in await rows(installation, TOLD, staff_id)
    ]


async def make_key(person: AsyncClient) -> Any:
    return await person.post(KEYS, json=BODIES["createApiKey"])


async def test_a_password_typed_again_opens_what_is_sensitive_at_once(
    installation: Installation, world: World
) -> None:
    """In the process that was told so, and in another that remembers how it was."""
    house = world.laundry
    session, tokens = await staff_signed_in(installation, house, house.owner)
    await grown_old(installation, session.id)
    async with (
        served(installation, tokens.access_token) as here,
        started(build(installation.settings)) as another,
        speaking(another, tokens.access_token) as there,
    ):
        for person in (here, there):
            refused = await make_key(person)
            assert (refused.status_code, refused.json()["code"]) == (403, "sign_in_too_old")
            assert refused.json()["prove_with"] == ["password"]
        wrong = await here.post(PROVE, json={"password": "not the password"})
        assert (wrong.status_code, wrong.json()["code"]) == (400, "password_invalid")
        assert (await make_key(here)).status_code == 403
        proven = await here.post(PROVE, json={"password": PASSWORD})
        assert (proven.status_code, proven.content) == (204, b""), proven.text
        assert (await make_key(here)).status_code == 201
        assert (await make_key(there)).status_code == 201
    assert await told(installation, house.owner.id) == [
        ("staff_proof_refused", "password"),
        ("staff_proven", "password"),
    ]
    (_, fact) = await rows(installation, TOLD, house.owner.id)
    assert (fact["actor_id"], fact["related_id"]) == (house.owner.id, session.id)


async def test_another_sign_in_of_theirs_is_no_younger_for_it(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    session, tokens = await staff_signed_in(installation, house, house.owner)
    lost, others = await staff_signed_in(installation, house, house.owner)
    for each in (session, lost):
        await grown_old(installation, each.id)
    async with served(installation, tokens.access_token) as here:
        assert (await here.post(PROVE, json={"password": PASSWORD})).status_code == 204
        refused = await here.post(
            KEYS, json=BODIES["createApiKey"], headers=bearer(others.access_token)
        )
        assert refused.status_code == 403


async def test_who_has_a_second_step_shows_both_and_each_code_once(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    secret, recovery = await secured(installation, house, house.owner)
    session, tokens = await staff_signed_in(installation, house, house.owner)
    await grown_old(installation, session.id)
    async with served(installation, tokens.access_token) as person:
        assert (await make_key(person)).json()["prove_with"] == ["password", "code"]
        alone = await person.post(PROVE, json={"password": PASSWORD})
        assert (alone.status_code, alone.json()["errors"][0]["field"]) == (422, "code")
        code = await now_code(installation, house, secret)
        for password, typed, refusal in (
            ("not the password", code, "password_invalid"),
            (PASSWORD, "000000", "factor_invalid"),
        ):
            wrong = await person.post(PROVE, json={"password": password, "code": typed})
            assert (wrong.status_code, wrong.json()["code"]) == (400, refusal)
        assert (await make_key(person)).status_code == 403
        # The code beside the wrong password was not looked at, and is good still.
        proven = await person.post(PROVE, json={"password": PASSWORD, "code": code})
        assert proven.status_code == 204, proven.text
        assert (await make_key(person)).status_code == 201
        again = await person.post(PROVE, json={"password": PASSWORD, "code": code})
        assert again.json()["code"] == "factor_invalid"
        paper = await person.post(PROVE, json={"password": PASSWORD, "code": recovery})
        assert paper.status_code == 204
    assert await told(installation, house.owner.id) == [
        ("staff_proof_refused", "password"),
        ("staff_proof_refused", "code"),
        ("staff_proven", "authenticator"),
        ("staff_proof_refused", "code"),
        ("staff_proven", "recovery_code"),
    ]


async def test_guesses_are_counted_with_those_at_the_console(
    installation: Installation, world: World
) -> None:
    """Row B03: a token that was taken is no place to guess its owner's password, and whoever
    tries closes nothing to their own device at the door."""
    house = world.laundry
    _, tokens = await staff_signed_in(installation, house, house.owner)
    _, others = await staff_signed_in(installation, house, house.owner)
    async with served(installation, tokens.access_token) as person:
        for turn in range(ATTEMPTS_MAX):
            secret = (tokens, others)[turn % 2].access_token
            wrong = await person.post(PROVE, json={"password": "wrong"}, headers=bearer(secret))
            assert wrong.status_code == 400
        for _ in range(3):
            waiting = await person.post(PROVE, json={"password": PASSWORD})
            assert (waiting.status_code, waiting.json()["code"]) == (429, "too_many_attempts")
            assert int(waiting.headers["retry-after"]) > 0
        entry = {"email": house.owner.email, "password": PASSWORD}
        at_the_door = bearer(house.publishable_key)
        assert (await person.post(SIGN_IN, json=entry, headers=at_the_door)).status_code == 200
    reasons = [reason for _, reason in await told(installation, house.owner.id)]
    assert reasons == ["password"] * ATTEMPTS_MAX + ["waiting"]


async def test_codes_are_counted_with_those_of_signing_in(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    secret, _ = await secured(installation, house, house.owner)
    _, tokens = await staff_signed_in(installation, house, house.owner)
    async with served(installation, tokens.access_token) as person:
        for _ in range(FACTOR_TRIES_MAX):
            wrong = await person.post(PROVE, json={"password": PASSWORD, "code": "000000"})
            assert wrong.json()["code"] == "factor_invalid"
        code = await now_code(installation, house, secret)
        waiting = await person.post(PROVE, json={"password": PASSWORD, "code": code})
        assert waiting.status_code == 429


async def test_an_idempotency_key_proves_nothing_a_second_time(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    _, tokens = await staff_signed_in(installation, house, house.owner)
    async with served(installation, tokens.access_token) as person:
        headers = {"Idempotency-Key": "once"}
        first = await person.post(PROVE, json={"password": PASSWORD}, headers=headers)
        assert first.status_code == 204
        again = await person.post(PROVE, json={"password": PASSWORD}, headers=headers)
        assert (again.status_code, again.json()["code"]) == (409, "answered_once")


@pytest.mark.parametrize("caller", ["api_key", "publishable_key"])
async def test_it_is_for_staff_alone(client: AsyncClient, world: World, caller: str) -> None:
    secret = getattr(world.laundry, caller)
    answer = await client.post(PROVE, json={"password": PASSWORD}, headers=bearer(secret))
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
