"""Fault row J15: server and database differ about the time, and the database is right."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.domains.identity.codes.rules import code_of
from tests.api.people import bearer
from tests.api.serving import served
from tests.api.test_jwks import plain
from tests.instruments.clocks import set_database_clock
from tests.instruments.installation import Installation
from tests.portal.visitors import NEWEST
from tests.world import World

SEND, VERIFY = "/api/v1/customers/send-otp", "/api/v1/customers/verify-otp"
TOKEN, PROFILE = "/api/v1/auth/token", "/api/v1/me/profile"
CODE_LIFETIME, ACCESS_LIFETIME = timedelta(minutes=5), timedelta(minutes=10)
# How near to its end something is looked at, on either side.
NEAR = timedelta(seconds=60)
APART = [timedelta(minutes=10), timedelta(minutes=-10), timedelta(days=3), timedelta(days=-3)]


@pytest.fixture(params=APART, ids=str)
def apart(request: pytest.FixtureRequest) -> timedelta:
    """By how much the database is ahead."""
    ahead: timedelta = request.param
    return ahead


async def asked(phone: AsyncClient, installation: Installation, world: World, number: str) -> Any:
    """A challenge, with the code that was sent for it."""
    wish = {"phone": number, "purpose": "registration"}
    answer = await phone.post(SEND, json=wish)
    assert answer.status_code == 200, answer.text
    assert answer.json()["expires_in"] == int(CODE_LIFETIME.total_seconds())
    async with (
        installation.database("app", size=1) as database,
        database.transaction(world.laundry.context) as tx,
    ):
        row = await tx.row(NEWEST)
        assert row is not None
        code = code_of(tx.keys, row["id"], row["purpose"], row["destination"])
    return {"challenge_id": answer.json()["challenge_id"], "code": code}


async def test_codes_and_tokens_begin_and_end_by_the_databases_clock(
    installation: Installation, world: World, apart: timedelta
) -> None:
    key = world.laundry.publishable_key
    await set_database_clock(installation, apart)
    async with served(installation, key) as phone:
        in_time = await asked(phone, installation, world, "9234 5678")
        too_late = await asked(phone, installation, world, "9234 5679")
    await set_database_clock(installation, apart + CODE_LIFETIME - NEAR)
    async with served(installation, key) as phone:
        answer = await phone.post(VERIFY, json=in_time)
        assert answer.status_code == 200, answer.text
        entered = answer.json()
        claims = json.loads(plain(entered["access_token"].split(".")[1]))
        ahead = claims["iat"] - time.time() - (apart + CODE_LIFETIME - NEAR).total_seconds()
        assert abs(ahead) < NEAR.total_seconds()
        mine = bearer(entered["access_token"])
        assert (await phone.get(PROFILE, headers=mine)).status_code == 200
    signed_at = apart + CODE_LIFETIME - NEAR

    await set_database_clock(installation, apart + CODE_LIFETIME + NEAR)
    async with served(installation, key) as phone:
        refused = await phone.post(VERIFY, json=too_late)
        assert (refused.status_code, refused.json()["code"]) == (400, "otp_invalid")

    await set_database_clock(installation, signed_at + ACCESS_LIFETIME - NEAR)
    async with served(installation, key) as phone:
        assert (await phone.get(PROFILE, headers=mine)).status_code == 200
    await set_database_clock(installation, signed_at + ACCESS_LIFETIME + NEAR)
    async with served(installation, key) as phone:
        assert (await phone.get(PROFILE, headers=mine)).status_code == 401
        wish = {"grant_type": "refresh_token", "refresh_token": entered["refresh_token"]}
        following = await phone.post(TOKEN, json=wish)
        assert following.status_code == 200, following.text
        renewed = bearer(following.json()["access_token"])
        assert (await phone.get(PROFILE, headers=renewed)).status_code == 200
