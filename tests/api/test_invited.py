"""An invitation taken up in an app, with the key that anybody may carry."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient, Response

from regulars.domains import people
from regulars.domains.customers import Customer
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.api.serving import speaking
from tests.domains.customers.account_holders import FORGET_ASKED, PORTAL, account_holder, told
from tests.domains.customers.coming_in import code_sent
from tests.instruments.installation import Installation
from tests.world import World, registered

SEND, VERIFY = "/api/v1/invitations/send-otp", "/api/v1/invitations/verify-otp"


@pytest.fixture(scope="module")
async def database(common: Installation) -> AsyncIterator[Database]:
    async with common.database("app") as opened:
        yield opened


@pytest.fixture(scope="module")
async def phone_app(app: Any, world: World) -> AsyncIterator[AsyncClient]:
    async with speaking(app, world.laundry.publishable_key) as client:
        yield client


async def invited(database: Database, world: World, name: str, phone: str) -> tuple[Customer, str]:
    """A link minted for the laundry of this world."""
    ref = world.laundry.tenant.ref

    async def run(tx: Tx) -> tuple[Customer, str]:
        made = await registered(tx, name=name, phone=phone)
        portal = type(PORTAL)(PORTAL.address, "test", ref)
        await people.invite_customer(tx, made.id, "phone", portal=portal)
        link = (await told(tx))[-1].link
        assert link
        return made, link.rpartition("/")[2]

    return await database.unit(world.laundry.context, run)


async def asked(app: AsyncClient, database: Database, world: World, link: str) -> Response:
    await database.unit(world.laundry.context, lambda tx: tx.run(FORGET_ASKED))
    return await app.post(SEND, json={"invitation": link})


async def typed(
    app: AsyncClient, database: Database, world: World, link: str, challenge: str, code: str = ""
) -> Response:
    sent = await database.unit(world.laundry.context, lambda tx: code_sent(tx, UUID(challenge)))
    body = {"invitation": link, "challenge_id": challenge, "code": code or sent}
    return await app.post(VERIFY, json=body)


async def test_after_the_code_the_app_is_signed_in_on_the_record_that_was_there(
    phone_app: AsyncClient, app: Any, database: Database, world: World
) -> None:
    made, link = await invited(database, world, "Huda Invited", "9255 5801")
    challenge = (await asked(phone_app, database, world, link)).json()
    assert set(challenge) == {"challenge_id", "expires_in", "resend_in"}
    answer = await typed(phone_app, database, world, link, challenge["challenge_id"])
    assert answer.status_code == 200, answer.text
    given = answer.json()
    assert (given["customer_id"], given["is_linked"]) == (str(made.id), True)
    async with speaking(app, given["access_token"]) as theirs:
        profile = (await theirs.get("/api/v1/me/profile")).json()
    assert (profile["name"], profile["phone"]) == ("Huda Invited", "+96892555801")
    assert (await asked(phone_app, database, world, link)).status_code == 409, "it works once"


async def test_a_wrong_code_and_a_dead_invitation_are_one_answer(
    phone_app: AsyncClient, database: Database, world: World
) -> None:
    made, link = await invited(database, world, "Salma Invited", "9255 5802")
    challenge = (await asked(phone_app, database, world, link)).json()["challenge_id"]
    wrong = await typed(phone_app, database, world, link, challenge, "12345x")

    async def take_back(tx: Tx) -> None:
        (one,) = (await people.list_invitations(tx, customer_id=made.id, limit=5)).invitations
        await people.cancel_invitation(tx, one.id)

    await database.unit(world.laundry.context, take_back)
    dead = await typed(phone_app, database, world, link, challenge)
    nonsense = await typed(phone_app, database, world, "ri_nonsense", challenge)
    seen = [(each.status_code, each.json()["code"]) for each in (wrong, dead, nonsense)]
    assert seen == [(400, "otp_invalid")] * 3
    for gone in (link, "ri_nonsense"):
        answer = await asked(phone_app, database, world, gone)
        assert (answer.status_code, answer.json()["code"]) == (409, "invitation_settled")


async def test_a_link_of_one_shop_is_nothing_at_another(
    app: Any, database: Database, world: World
) -> None:
    _, link = await invited(database, world, "Maha Invited", "9255 5803")
    async with speaking(app, world.bakery.publishable_key) as elsewhere:
        assert (await elsewhere.post(SEND, json={"invitation": link})).status_code == 409


async def test_who_has_an_account_already_comes_into_that_one(
    phone_app: AsyncClient, database: Database, world: World
) -> None:
    made, link = await invited(database, world, "Noor Invited", "9255 5804")

    async def own(tx: Tx) -> Customer:
        holder, _ = await account_holder(tx, name="Noor", phone="9255 5804", shared_phone=True)
        return holder

    holder = await database.unit(world.laundry.context, own)
    challenge = (await asked(phone_app, database, world, link)).json()["challenge_id"]
    given = (await typed(phone_app, database, world, link, challenge)).json()
    assert (given["customer_id"], given["is_linked"]) == (str(holder.id), False)
    assert given["customer_id"] != str(made.id)
