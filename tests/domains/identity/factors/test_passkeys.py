"""Passkeys: answered once, by whoever was asked, where they were asked, with a finger or a code."""

import json

import pytest

from regulars.domains import identity
from regulars.domains.identity import PasskeyRefused, Site
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.instruments.soft_passkey import SoftPasskey
from tests.world import World

SITE = Site("shop.example", "https://shop.example", "The laundry")
MINE, OTHER = b"m" * 32, b"o" * 32
AGE = asking(
    "UPDATE identity.passkey_challenges SET created_at = created_at - interval '6 minutes'"
    " WHERE tenant_id = $1"
)

SPOKEN = asking("SELECT string_agg(p::text, ' ') FROM identity.passkeys p WHERE tenant_id = $1")


async def registered(tx: Tx, world: World, *, verifies: bool = True) -> SoftPasskey:
    passkey = SoftPasskey(SITE.origin, verifies)
    admin = world.laundry.admin
    options = await identity.ask_new_passkey(tx, admin, SITE, bound_to=MINE)
    answer = passkey.create(options)
    await identity.add_passkey(tx, admin, SITE, name="Phone", answer=answer, bound_to=MINE)
    return passkey


async def test_a_passkey_signs_its_person_in(tx: Tx, world: World) -> None:
    passkey = await registered(tx, world)
    options = await identity.ask_passkey(tx, SITE, bound_to=OTHER)
    assert json.loads(options)["allowCredentials"] == []
    opened = await identity.passkey_opens(tx, SITE, answer=passkey.get(options), bound_to=OTHER)
    assert opened == world.laundry.admin.id


async def test_an_answer_counts_once_and_in_its_own_browser(tx: Tx, world: World) -> None:
    passkey = await registered(tx, world)
    answer = passkey.get(await identity.ask_passkey(tx, SITE, bound_to=MINE))
    assert await identity.passkey_opens(tx, SITE, answer=answer, bound_to=OTHER) is None
    assert await identity.passkey_opens(tx, SITE, answer=answer, bound_to=MINE)
    assert await identity.passkey_opens(tx, SITE, answer=answer, bound_to=MINE) is None


async def test_an_answer_that_took_too_long_counts_for_nothing(tx: Tx, world: World) -> None:
    passkey = await registered(tx, world)
    answer = passkey.get(await identity.ask_passkey(tx, SITE, bound_to=MINE))
    await tx.run(AGE)
    assert await identity.passkey_opens(tx, SITE, answer=answer, bound_to=MINE) is None


@pytest.mark.parametrize(
    "fault", ["unverified", "origin", "count", "person", "nonsense", "list", "nested"]
)
async def test_what_is_wrong_with_an_answer_makes_it_none(tx: Tx, world: World, fault: str) -> None:
    passkey = await registered(tx, world)
    passkey.verifies = fault != "unverified"
    if fault == "origin":
        passkey.origin = "https://shop.example.evil"
    if fault == "count":
        first = passkey.get(await identity.ask_passkey(tx, SITE, bound_to=MINE))
        assert await identity.passkey_opens(tx, SITE, answer=first, bound_to=MINE)
        passkey.count -= 1  # somebody has a copy, and was here before
        passkey.counts = False
    answer = passkey.get(await identity.ask_passkey(tx, SITE, bound_to=MINE))
    answer = {"nonsense": "{", "list": "[]", "nested": "[" * 10_000}.get(fault, answer)
    staff_id = world.laundry.owner.id if fault == "person" else None
    opened = await identity.passkey_opens(tx, SITE, answer=answer, bound_to=MINE, staff_id=staff_id)
    assert opened is None


async def test_a_device_that_asks_its_owner_nothing_is_not_registered(tx: Tx, world: World) -> None:
    with pytest.raises(PasskeyRefused):
        await registered(tx, world, verifies=False)


async def test_one_device_is_registered_once(tx: Tx, world: World) -> None:
    passkey = await registered(tx, world)
    options = await identity.ask_new_passkey(tx, world.laundry.admin, SITE, bound_to=MINE)
    with pytest.raises(PasskeyRefused):
        await identity.add_passkey(
            tx, world.laundry.admin, SITE, name="", answer=passkey.create(options), bound_to=MINE
        )


async def test_what_a_passkey_is_called_lies_sealed(tx: Tx, world: World) -> None:
    passkey = SoftPasskey(SITE.origin)
    admin = world.laundry.admin
    options = await identity.ask_new_passkey(tx, admin, SITE, bound_to=MINE)
    answer = passkey.create(options)
    await identity.add_passkey(tx, admin, SITE, name="Noor’s phone", answer=answer, bound_to=MINE)
    assert "Noor" not in await tx.value(SPOKEN)
    have = await identity.read_factors(tx, admin.id, environment="test")
    assert [one.name for one in have.passkeys] == ["Noor’s phone"]
