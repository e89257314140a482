"""Codes over the API: one answer for known and unknown, tokens for the right one."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response

from regulars.domains import identity
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.api.serving import speaking
from tests.domains.customers.coming_in import CODES_AGE, MONTHS_PASS, RESEND, code_sent
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import World, registered

FORGET_PEERS = asking("UPDATE identity.peer_tries SET tries = 0 WHERE tenant_id = $1")
TIME_IS_UP = asking(
    "WITH a AS (UPDATE identity.accounts SET closed_until = now() - interval '1 second'"
    "            WHERE tenant_id = $1 AND holder_id = $2)"
    " UPDATE customers.customers SET suspended_until = now() - interval '1 second'"
    "  WHERE tenant_id = $1 AND id = $2",
    "customer_id",
)
LONG = timedelta(days=300)
SEND, VERIFY = "/api/v1/customers/send-otp", "/api/v1/customers/verify-otp"


@pytest.fixture(scope="module")
async def database(common: Installation) -> AsyncIterator[Database]:
    async with common.database("app") as opened:
        yield opened


@pytest.fixture(scope="module")
async def phone_app(app: Any, database: Database, world: World) -> AsyncIterator[AsyncClient]:
    """An app in anybody's hands."""
    house = world.laundry

    async def key(tx: Tx) -> str:
        _, credential = await identity.create_api_key(
            tx,
            name="our app",
            scopes=(),
            environment="test",
            tenant_ref=house.tenant.ref,
            kind="publishable",
        )
        return credential.secret

    secret = await database.unit(house.context, key)
    async with speaking(app, secret) as client:
        yield client


async def test_a_stranger_with_the_same_app_is_not_told_what_another_phone_was(
    app: Any, phone_app: AsyncClient
) -> None:
    """Every copy of an app carries its key, and a key for a request may be guessed."""
    wish, once = {"phone": "9571 4401", "purpose": "registration"}, {"Idempotency-Key": "sign-up"}
    mine = await phone_app.post(SEND, json=wish, headers=once)
    again = await phone_app.post(SEND, json=wish, headers=once)
    assert (again.status_code, again.content) == (200, mine.content)
    secret = phone_app.headers["authorization"].removeprefix("Bearer ")
    async with speaking(app, secret, peer="198.51.100.7") as stranger:
        theirs = await stranger.post(SEND, json=wish, headers=once)
        assert (theirs.status_code, theirs.json()["code"]) == (429, "otp_too_often")
        other = {**wish, "phone": "9571 4402"}
        answer = await stranger.post(SEND, json=other, headers=once)
        # Nor that anybody has used this key.
        assert answer.status_code == 200


async def asked(client: AsyncClient, database: Database, world: World, **body: Any) -> Response:
    await database.unit(world.laundry.context, lambda tx: tx.run(CODES_AGE, ago=RESEND))
    return await client.post(SEND, json={"purpose": "registration", **body})


async def code_of_it(database: Database, world: World, answer: Response) -> str:
    challenge = UUID(answer.json()["challenge_id"])
    return await database.unit(world.laundry.context, lambda tx: code_sent(tx, challenge))


async def came_in(client: AsyncClient, database: Database, world: World, **body: Any) -> Response:
    challenge = await asked(client, database, world, **body)
    code = await code_of_it(database, world, challenge)
    return await client.post(
        VERIFY, json={"challenge_id": challenge.json()["challenge_id"], "code": code}
    )


async def test_a_sign_up_gives_tokens_and_the_next_is_a_sign_in(
    phone_app: AsyncClient, database: Database, world: World
) -> None:
    first = await came_in(phone_app, database, world, phone="9234 0001")
    assert first.status_code == 200, first.text
    given = first.json()
    assert given["is_new"] is True
    assert given["token_type"] == "Bearer"
    assert given["device"].startswith("rd_test_")
    assert given["refresh_token"].startswith("rf_test_")
    again = await came_in(phone_app, database, world, phone="+968 92340001", purpose="login")
    assert (again.json()["customer_id"], again.json()["is_new"]) == (given["customer_id"], False)


async def test_known_and_unknown_are_answered_alike(
    phone_app: AsyncClient, database: Database, world: World
) -> None:
    await came_in(phone_app, database, world, phone="9234 0002")
    known = await asked(phone_app, database, world, phone="9234 0002", purpose="login")
    unknown = await asked(phone_app, database, world, phone="9234 0003", purpose="login")
    assert known.status_code == unknown.status_code == 200
    assert (
        known.json().keys()
        == unknown.json().keys()
        == {
            "challenge_id",
            "expires_in",
            "resend_in",
        }
    )
    assert {**known.json(), "challenge_id": 0} == {**unknown.json(), "challenge_id": 0}
    assert len(known.content) == len(unknown.content)
    assert shape(known) == shape(unknown)


async def test_wrong_late_used_and_never_sent_are_refused_alike(
    phone_app: AsyncClient, database: Database, world: World
) -> None:
    decoy = await phone_app.post(SEND, json={"phone": "9234 0005", "purpose": "login"})
    decoy_code = await code_of_it(database, world, decoy)
    sent = await phone_app.post(SEND, json={"phone": "9234 0004", "purpose": "registration"})
    code = await code_of_it(database, world, sent)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    tried = [
        await type_in(phone_app, sent, wrong),
        await type_in(phone_app, sent, "no code"),
        await type_in(phone_app, decoy, decoy_code),
        await phone_app.post(VERIFY, json={"challenge_id": str(UUID(int=7)), "code": code}),
        await phone_app.post(VERIFY, json={"challenge_id": "nonsense", "code": code}),
    ]
    assert (await type_in(phone_app, sent, code)).status_code == 200
    tried.append(await type_in(phone_app, sent, code))
    late = await asked(phone_app, database, world, phone="9234 0006")
    late_code = await code_of_it(database, world, late)
    await database.unit(world.laundry.context, lambda tx: tx.run(CODES_AGE, ago=RESEND))
    tried.append(await type_in(phone_app, late, late_code))
    assert {(one.status_code, one.content) for one in tried} == {(400, tried[0].content)}
    assert tried[0].json()["code"] == "otp_invalid"
    assert len({shape(one) for one in tried}) == 1


async def test_asking_again_too_soon_says_when(
    phone_app: AsyncClient, database: Database, world: World
) -> None:
    await asked(phone_app, database, world, phone="9234 0007")
    again = await phone_app.post(SEND, json={"phone": "92340007", "purpose": "login"})
    assert (again.status_code, again.json()["code"]) == (429, "otp_too_often")
    assert 0 < int(again.headers["Retry-After"]) <= 60


async def test_one_address_does_not_try_many_numbers(
    app: Any, database: Database, world: World, phone_app: AsyncClient
) -> None:
    async def as_if_asked(tx: Tx) -> int:
        waits = [await identity.count_peer_try(tx, "127.0.0.1", "code_asked") for _ in range(80)]
        return max(waits)

    assert await database.unit(world.laundry.context, as_if_asked) > 0
    refused = await phone_app.post(SEND, json={"phone": "92340008", "purpose": "login"})
    assert (refused.status_code, refused.json()["code"]) == (429, "otp_too_often")
    await database.unit(world.laundry.context, lambda tx: tx.run(FORGET_PEERS))


async def test_staff_have_a_customers_own_number_proven(
    client: AsyncClient, database: Database, world: World
) -> None:
    stub = await database.unit(
        world.laundry.context, lambda tx: registered(tx, name="Salma", phone="9234 0009")
    )
    body = {"phone": "9234 0009", "purpose": "verification", "customer_id": str(stub.id)}
    proven = await came_in(client, database, world, **body)
    assert proven.status_code == 200, proven.text
    shown = proven.json()["customer"]
    assert (shown["id"], shown["verifications"]) == (
        str(stub.id),
        {"phone": True, "email": False},
    )
    assert proven.json()["access_token"] is None


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"purpose": "login"}, 422, "phone_or_email"),
        ({"purpose": "login", "phone": "1", "email": "a@example.com"}, 422, "phone_or_email"),
        ({"purpose": "login", "phone": "12"}, 422, "phone_too_short"),
        ({"purpose": "login", "email": "nobody"}, 422, "email_not_valid"),
        ({"purpose": "change", "phone": "92345678"}, 422, "unknown_value"),
        ({"purpose": "verification", "phone": "92345678"}, 422, "required"),
        (
            {"purpose": "login", "phone": "92345678", "customer_id": str(UUID(int=1))},
            422,
            "only_for_verification",
        ),
    ],
)
async def test_what_cannot_be_asked_is_said(
    client: AsyncClient, body: dict[str, Any], status: int, code: str
) -> None:
    refused = await client.post(SEND, json=body)
    assert refused.status_code == status, refused.text
    assert [error["code"] for error in refused.json()["errors"]] == [code]


async def test_an_app_in_anybodys_hands_verifies_nobody_for_staff(
    phone_app: AsyncClient, world: World
) -> None:
    body = {
        "phone": "91112233",
        "purpose": "verification",
        "customer_id": str(world.laundry.ana.id),
    }
    refused = await phone_app.post(SEND, json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


async def test_a_code_is_typed_with_the_key_it_was_asked_for_with(
    phone_app: AsyncClient, client: AsyncClient, database: Database, world: World
) -> None:
    sent = await asked(phone_app, database, world, phone="9234 0010")
    code = await code_of_it(database, world, sent)
    assert (await type_in(client, sent, code)).status_code == 400
    assert (await type_in(phone_app, sent, code)).status_code == 200


async def test_blocking_and_suspending_end_what_they_are_signed_in_to(
    client: AsyncClient, phone_app: AsyncClient, database: Database, world: World
) -> None:
    given = (await came_in(phone_app, database, world, phone="9234 0011")).json()
    one = f"/api/v1/customers/{given['customer_id']}"
    shown = (await client.get(one)).json()
    assert (shown["account_status"], shown["last_login_at"] is not None) == ("active", True)
    until = "2027-01-01T00:00:00Z"
    suspended = await client.post(f"{one}/suspend", json={"reason": "argues", "until": until})
    assert (suspended.json()["account_status"], suspended.json()["suspended_until"]) == (
        "suspended",
        until,
    )
    assert await refreshed(phone_app, given) == 400
    assert (await came_in(phone_app, database, world, phone="9234 0011")).status_code == 400
    await client.post(f"{one}/unsuspend")
    again = (await came_in(phone_app, database, world, phone="9234 0011")).json()
    assert again["customer_id"] == given["customer_id"]
    blocked = await client.post(f"{one}/block", json={"reason": "argues"})
    assert blocked.json()["account_status"] == "blocked"
    assert await refreshed(phone_app, again) == 400


async def test_a_suspension_that_is_over_keeps_nobody_out(
    client: AsyncClient, phone_app: AsyncClient, database: Database, world: World
) -> None:
    given = (await came_in(phone_app, database, world, phone="9234 0012")).json()
    one = f"/api/v1/customers/{given['customer_id']}"
    body = {"reason": "argues", "until": "2027-01-01T00:00:00Z"}
    await client.post(f"{one}/suspend", json=body)
    customer_id = UUID(given["customer_id"])
    await database.unit(
        world.laundry.context, lambda tx: tx.run(TIME_IS_UP, customer_id=customer_id)
    )
    assert (await client.get(one)).json()["account_status"] == "active"
    assert (await client.get(one)).json()["suspended_until"] is None
    again = await came_in(phone_app, database, world, phone="9234 0012", purpose="login")
    assert again.json()["customer_id"] == given["customer_id"]


async def test_a_guest_of_the_till_is_temporary(
    client: AsyncClient, database: Database, world: World
) -> None:
    made = await database.unit(world.laundry.context, lambda tx: registered(tx, "guest"))
    shown = (await client.get(f"/api/v1/customers/{made.id}")).json()
    assert (shown["account_status"], shown["last_login_at"]) == ("temporary", None)


async def test_who_has_two_says_which_and_may_begin_anew(
    client: AsyncClient, phone_app: AsyncClient, database: Database, world: World
) -> None:
    given = (await came_in(phone_app, database, world, phone="9234 0013")).json()
    customer_id = UUID(given["customer_id"])
    change = {"email": "two@example.com"}
    await client.patch(f"/api/v1/customers/{customer_id}", json=change)
    wanted = {"purpose": "verification", "customer_id": str(customer_id), **change}
    assert (await came_in(client, database, world, **wanted)).status_code == 200
    await database.unit(
        world.laundry.context,
        lambda tx: tx.run(MONTHS_PASS, customer_id=customer_id, ago=LONG),
    )
    challenge = await asked(phone_app, database, world, phone="9234 0013")
    code = await code_of_it(database, world, challenge)
    half = await type_in(phone_app, challenge, code)
    assert {name: said for name, said in half.json().items() if said} == {"also_prove": "email"}
    body = {"challenge_id": challenge.json()["challenge_id"], "start_new": True}
    new = await phone_app.post(VERIFY, json=body)
    assert new.json()["is_new"] is True
    assert new.json()["customer_id"] != str(customer_id)
    assert (await phone_app.post(VERIFY, json=body)).status_code == 400


async def refreshed(client: AsyncClient, given: dict[str, Any]) -> int:
    body = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    return (await client.post("/api/v1/auth/token", json=body)).status_code


async def type_in(client: AsyncClient, challenge: Response, code: str) -> Response:
    body = {"challenge_id": challenge.json()["challenge_id"], "code": code}
    return await client.post(VERIFY, json=body)


def shape(answer: Response) -> tuple[tuple[str, str], ...]:
    """All that an answer says besides its body, apart from its own id and the key's budget."""
    own = ("request-id", "ratelimit-remaining", "ratelimit-reset")
    return tuple((name, value) for name, value in answer.headers.items() if name not in own)
