"""Invitations and one's own changes over the API."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient

from regulars.domains import identity
from regulars.runtime.database import Database
from regulars.runtime.settings import Settings
from regulars.runtime.tx import Tx
from tests.api.serving import speaking
from tests.api.traces import rows
from tests.domains.customers.account_holders import FORGET_ASKED, PROVEN_BY, account_holder
from tests.domains.customers.coming_in import code_sent
from tests.instruments.installation import Installation
from tests.world import World, registered

REQUEST, VERIFY = "/api/v1/me/profile/request-change", "/api/v1/me/profile/verify-change"


@pytest.fixture(scope="module")
async def database(common: Installation) -> AsyncIterator[Database]:
    async with common.database("app") as opened:
        yield opened


async def token_of(database: Database, world: World, phone: str, settings: Settings) -> str:
    """An app's access token, of somebody who signed in just now."""
    tenant = world.laundry.tenant
    house = settings.public_url.rstrip("/") or f"http://localhost:{settings.port}"
    issuer = identity.Issuer(f"{house}/p/{tenant.slug}", tenant.ref, "test")

    async def run(tx: Tx) -> str:
        _, session = await account_holder(tx, phone=phone, email=None)
        begun = await identity.begin_account_session(
            tx,
            session.account_id,
            "app",
            device_id=None,
            seen_with="app",
            environment="test",
            tenant_ref=tenant.ref,
        )
        assert begun
        return (await identity.issue_tokens(tx, begun[0], issuer)).access_token

    return await database.unit(world.laundry.context, run)


async def code_of(database: Database, world: World, challenge: str) -> str:
    return await database.unit(world.laundry.context, lambda tx: code_sent(tx, UUID(challenge)))


async def test_an_invitation_is_made_listed_sent_again_and_taken_back(
    client: AsyncClient, database: Database, world: World
) -> None:
    async def run(tx: Tx) -> UUID:
        return (await registered(tx, name="Huda", phone="92661101")).id

    customer = await database.unit(world.laundry.context, run)
    made = await client.post(f"/api/v1/customers/{customer}/invitations", json={"channel": "phone"})
    assert made.status_code == 201, made.text
    assert (made.json()["state"], made.json()["sent"]) == ("pending", 1)
    one = f"/api/v1/invitations/{made.json()['id']}"
    assert (await client.post(f"{one}/resend")).json()["sent"] == 2
    listed = await client.get(
        "/api/v1/invitations", params={"state": "pending", "customer_id": str(customer)}
    )
    assert [each["id"] for each in listed.json()["data"]] == [made.json()["id"]]
    assert (await client.delete(one)).status_code == 204
    assert (await client.get(one)).json()["state"] == "cancelled"
    refused = await client.post(f"{one}/resend")
    assert (refused.status_code, refused.json()["code"]) == (409, "invitation_settled")


async def test_where_an_invitation_went_is_shown_in_full_and_logged_so(
    client: AsyncClient, database: Database, common: Installation, world: World
) -> None:
    async def run(tx: Tx) -> UUID:
        return (await registered(tx, name="Huda", phone="92661118")).id

    customer = await database.unit(world.laundry.context, run)
    # A key that may see numbers; made, asked for, listed.
    made = await client.post(f"/api/v1/customers/{customer}/invitations", json={"channel": "phone"})
    assert made.json()["to"] == "+96892661118"
    await client.get(f"/api/v1/invitations/{made.json()['id']}")
    await client.get("/api/v1/invitations", params={"customer_id": str(customer)})
    looks = await rows(
        common,
        "SELECT DISTINCT kind FROM audit.reads WHERE $1 = ANY (subject_ids) AND actor_kind = 'key'",
        customer,
    )
    assert [each["kind"] for each in looks] == ["revealed"]


async def test_a_key_that_only_writes_is_not_told_where_an_invitation_went(
    app: Any, client: AsyncClient, database: Database, world: World
) -> None:
    async def run(tx: Tx) -> UUID:
        return (await registered(tx, name="Huda", phone="92661119")).id

    customer = await database.unit(world.laundry.context, run)
    key = {"name": "writes", "scopes": ["customers:write"]}
    secret = (await client.post("/api/v1/api-keys", json=key)).json()["secret"]
    async with speaking(app, secret) as writer:
        made = await writer.post(
            f"/api/v1/customers/{customer}/invitations", json={"channel": "phone"}
        )
        assert (made.status_code, made.json()["to"]) == (201, ""), made.text
        one = f"/api/v1/invitations/{made.json()['id']}"
        assert (await writer.post(f"{one}/resend")).json()["to"] == ""
    assert (await client.get(one)).json()["to"] == "+96892661119"


async def test_a_number_of_ones_own_changes_with_a_code(
    app: Any, common: Installation, database: Database, world: World
) -> None:
    token = await token_of(database, world, "92661111", common.settings)
    async with speaking(app, token) as me:
        asked = await me.post(REQUEST, json={"phone": "9266 1112"})
        assert asked.status_code == 200, asked.text
        challenge = asked.json()["challenge_id"]
        assert (asked.json()["step"], asked.json()["resend_in"]) == ("change", 60)
        right = await code_of(database, world, challenge)
        wrong = "000000" if right != "000000" else "111111"
        refused = await me.post(VERIFY, json={"challenge_id": challenge, "code": wrong})
        assert (refused.status_code, refused.json()["code"]) == (400, "otp_invalid")
        done = await me.post(VERIFY, json={"challenge_id": challenge, "code": right})
        assert done.status_code == 200, done.text
        said = {"step": "change", "phone": "+96892661112", "email": None, "took_over": False}
        assert done.json() == said
        used = await me.post(VERIFY, json={"challenge_id": challenge, "code": right})
        assert used.json()["code"] == "otp_invalid"


async def test_a_number_of_somebody_else_passes_on_though_ones_own_rows_alone_are_seen(
    app: Any, common: Installation, database: Database, world: World
) -> None:
    await token_of(database, world, "92661121", common.settings)
    token = await token_of(database, world, "92661122", common.settings)
    await database.unit(world.laundry.context, lambda tx: tx.run(FORGET_ASKED))
    async with speaking(app, token) as me:
        asked = await me.post(REQUEST, json={"phone": "92661121"})
        challenge = asked.json()["challenge_id"]
        pays = await database.unit(world.laundry.context, lambda tx: tx.value(PROVEN_BY))
        assert pays, "whose number it is pays for the guesses too"
        code = await code_of(database, world, challenge)
        done = await me.post(VERIFY, json={"challenge_id": challenge, "code": code})
        assert done.json()["took_over"] is True, done.text


async def test_a_secret_key_changes_nobodys_number_this_way(client: AsyncClient) -> None:
    assert (await client.post(REQUEST, json={"phone": "92661199"})).status_code == 403
