"""Vendors and drivers with an app: a code to their phone, and what a sign-in by password gives."""

import itertools
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient

from regulars.domains import identity
from regulars.domains.identity import Staff
from regulars.domains.identity.codes.rules import code_of
from tests.api.people import bearer
from tests.api.serving import speaking
from tests.domains.customers.coming_in import SECRETS
from tests.domains.identity.phone_people import hired
from tests.domains.identity.staff.test_factors import code_now, set_up
from tests.instruments.installation import Installation
from tests.world import World

SEND = "/api/v1/auth/sign-in/phone"
PROVE = f"{SEND}/code"
FACTOR = "/api/v1/auth/sign-in/factor"
SESSION = "/api/v1/auth/session"
CUSTOMERS = "/api/v1/customers"
_addresses = itertools.count(1)
_numbers = itertools.count(1)


@pytest.fixture
async def phone(app: Any, world: World) -> Any:
    """The laundry's app in somebody's hand, each time at another address."""
    peer = f"198.51.101.{next(_addresses)}"
    async with speaking(app, world.laundry.publishable_key, peer=peer) as program:
        yield program


def number() -> str:
    """Nobody asked for a code to it before."""
    return f"+9689223{next(_numbers):04d}"


async def made(common: Installation, world: World, role: str) -> tuple[Staff, str]:
    phone = number()
    async with (
        common.database("app", size=1) as database,
        database.transaction(world.laundry.context) as tx,
    ):
        if role in identity.PHONE_ROLES:
            return await hired(tx, world, role, phone=phone), phone
        admin = world.laundry.admin
        return await identity.change_staff(tx, admin.id, {"phone": phone}), phone


async def right_code(common: Installation, world: World, challenge_id: str) -> str:
    async with (
        common.database("app", size=1) as database,
        database.transaction(world.laundry.context) as tx,
    ):
        row = await tx.row(SECRETS, id=UUID(challenge_id))
        assert row is not None
        return code_of(tx.keys, UUID(challenge_id), row["purpose"], row["destination"])


async def asked(phone: AsyncClient, to: str) -> str:
    answer = await phone.post(SEND, json={"phone": to})
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"challenge_id", "expires_in", "resend_in"}
    return str(answer.json()["challenge_id"])


@pytest.mark.parametrize("role", ["vendor", "driver"])
async def test_they_sign_in_and_may_what_their_role_may(
    phone: AsyncClient, common: Installation, world: World, role: str
) -> None:
    staff, to = await made(common, world, role)
    challenge = await asked(phone, to)
    code = await right_code(common, world, challenge)
    entered = await phone.post(PROVE, json={"challenge_id": challenge, "code": code})
    assert entered.status_code == 200, entered.text
    assert entered.headers["cache-control"] == "no-store"
    tokens = entered.json()
    assert (tokens["needs_factor"], bool(tokens["refresh_token"])) == (False, True)
    headers = bearer(tokens["access_token"])
    seen = (await phone.get(SESSION, headers=headers)).json()
    assert (seen["staff_id"], seen["role"]) == (str(staff.id), role)
    listed = await phone.get(CUSTOMERS, headers=headers)
    assert listed.status_code == (200 if role == "vendor" else 403)
    branches = [each["id"] for each in seen["branches"]]
    first = str(world.laundry.branches[0].id)
    assert branches == ([first] if role == "vendor" else [])
    again = await phone.post(PROVE, json={"challenge_id": challenge, "code": code})
    assert (again.status_code, again.json()["code"]) == (400, "otp_invalid")


async def test_an_admins_number_is_answered_alike_and_opens_nothing(
    phone: AsyncClient, common: Installation, world: World
) -> None:
    _, to = await made(common, world, "admin")
    challenge = await asked(phone, to)
    unknown = await asked(phone, number())
    answers = set()
    for each in (challenge, unknown, str(uuid4())):
        code = "000000" if each not in (challenge,) else await right_code(common, world, each)
        answer = await phone.post(PROVE, json={"challenge_id": each, "code": code})
        answers.add((answer.status_code, answer.json()["code"]))
    assert answers == {(400, "otp_invalid")}


async def test_a_second_factor_is_asked_for_after_the_code(
    phone: AsyncClient, common: Installation, world: World
) -> None:
    staff, to = await made(common, world, "vendor")
    async with (
        common.database("app", size=1) as database,
        database.transaction(world.laundry.context) as tx,
    ):
        secret = await set_up(tx, staff)
        now = await code_now(tx, secret)
    challenge = await asked(phone, to)
    code = await right_code(common, world, challenge)
    half = (await phone.post(PROVE, json={"challenge_id": challenge, "code": code})).json()
    assert (half["needs_factor"], half["access_token"]) == (True, None)
    whole = await phone.post(FACTOR, json={"challenge": half["challenge"], "code": now})
    assert (whole.status_code, bool(whole.json()["access_token"])) == (200, True)


async def test_a_vendor_stands_in_no_branch_but_theirs(
    phone: AsyncClient, common: Installation, world: World
) -> None:
    _, to = await made(common, world, "vendor")
    challenge = await asked(phone, to)
    given = {
        "challenge_id": challenge,
        "code": await right_code(common, world, challenge),
        "branch_id": str(world.laundry.branches[1].id),
    }
    refused = await phone.post(PROVE, json=given)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "branch_id")


async def test_codes_of_customers_and_of_staff_are_not_each_others(
    phone: AsyncClient, common: Installation, world: World
) -> None:
    """One number, asked for at both doors of one app."""
    _, to = await made(common, world, "vendor")
    challenge = await asked(phone, to)
    code = await right_code(common, world, challenge)
    typed = {"challenge_id": challenge, "code": code}
    answer = await phone.post(f"{CUSTOMERS}/verify-otp", json=typed)
    assert (answer.status_code, answer.json()["code"]) == (400, "otp_invalid")
    # A stranger at the other door has used none of the tries up.
    assert (await phone.post(PROVE, json=typed)).status_code == 200


async def test_another_code_has_to_wait(
    phone: AsyncClient, common: Installation, world: World
) -> None:
    _, to = await made(common, world, "driver")
    for each in (to, number()):
        await asked(phone, each)
        soon = await phone.post(SEND, json={"phone": each})
        assert (soon.status_code, soon.json()["code"]) == (429, "otp_too_often")
        assert 0 < int(soon.headers["retry-after"]) <= 60


async def test_what_is_no_number_is_said(phone: AsyncClient) -> None:
    answer = await phone.post(SEND, json={"phone": "12"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "phone")
