"""Signing keys: derived and never stored, turned by age, shown until their last token is over."""

from datetime import timedelta

import pytest

from regulars.domains import identity
from regulars.domains.identity.tokens.rules import ACCESS_LIFETIME
from regulars.domains.identity.tokens.signing_keys import SHOWN_AFTER, TURNED_AFTER
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from regulars.runtime.vault.jws import TokenRefused
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.instruments.leakscan import dump_everything, scan
from tests.world import World, app_sign_in, rolled_back

LATER = asking(
    "UPDATE identity.signing_keys SET made_at = made_at - $2::interval,"
    " retired_at = retired_at - $2::interval WHERE tenant_id = $1",
    "ago",
)


async def test_a_turned_key_signs_no_more_and_holds_to_its_last_token(tx: Tx, world: World) -> None:
    house = world.laundry
    _, before = await app_sign_in(tx, house)
    old = await identity.current_signing_key(tx)
    name = await identity.rotate_signing_key(tx)
    new = await identity.current_signing_key(tx)
    assert name == new.name != old.name
    assert new.seed != old.seed
    _, after = await app_sign_in(tx, house)

    shown = {key.name: key for key in await identity.shown_signing_keys(tx)}
    assert set(shown) >= {old.name, new.name}
    identity.believed(before.access_token, shown[old.name].key, house.issuer)
    identity.believed(after.access_token, shown[new.name].key, house.issuer)
    with pytest.raises(TokenRefused):
        identity.believed(after.access_token, shown[old.name].key, house.issuer)

    await tx.run(LATER, ago=ACCESS_LIFETIME)
    assert {key.name for key in await made(tx)} == {old.name, new.name}
    await tx.run(LATER, ago=SHOWN_AFTER - ACCESS_LIFETIME)
    assert [key.name for key in await made(tx)] == [new.name]
    names = [fact.name for fact in await announced(tx, house.tenant.id)]
    assert names.count("identity.signing_key_made") == 2
    assert names.count("identity.signing_key_retired") == 1


async def made(tx: Tx) -> list[identity.SigningKey]:
    return [key for key in await identity.shown_signing_keys(tx) if key.made_at is not None]


async def test_whoever_keeps_the_set_has_a_key_before_its_first_token(tx: Tx, world: World) -> None:
    """A cache on the way, or another server, knows the set of before. Three turns, from none."""
    house, kept = world.laundry, await identity.shown_signing_keys(tx)
    for turn in range(3):
        if turn:
            await identity.rotate_signing_key(tx)
        _, tokens = await app_sign_in(tx, house)
        named = identity.named_key_of(tokens.access_token)
        (key,) = [key for key in kept if key.name == named.name]
        identity.believed(tokens.access_token, key.key, house.issuer)
        kept = await identity.shown_signing_keys(tx)
        assert [key.is_in_use for key in kept].count(True) == 1


async def test_the_timetable_turns_old_keys_alone(tx: Tx, world: World) -> None:
    await identity.turn_signing_keys(tx)
    assert await made(tx) == []
    first = await identity.current_signing_key(tx)
    await tx.run(LATER, ago=TURNED_AFTER - timedelta(minutes=1))
    await identity.turn_signing_keys(tx)
    assert (await identity.current_signing_key(tx)).name == first.name
    await tx.run(LATER, ago=timedelta(minutes=2))
    await identity.turn_signing_keys(tx)
    assert (await identity.current_signing_key(tx)).name != first.name


async def test_keys_of_two_tenants_have_nothing_in_common(
    tx: Tx, shared_database: Database, world: World
) -> None:
    ours = await identity.current_signing_key(tx)
    async with rolled_back(shared_database, world.bakery.context) as theirs:
        assert ours.name not in {k.name for k in await identity.shown_signing_keys(theirs)}
        assert theirs.keys.derive(f"access tokens {ours.name}") != ours.seed


async def test_the_set_that_is_shown_holds_nothing_private(tx: Tx, world: World) -> None:
    key = await identity.current_signing_key(tx)
    shown = identity.public_keys([key], world.laundry.issuer)["keys"]
    assert [set(each) for each in shown] == [{"kty", "crv", "alg", "use", "kid", "x"}]
    assert (
        len(
            identity.public_keys(await identity.shown_signing_keys(tx), world.laundry.issuer)[
                "keys"
            ]
        )
        == 2
    )
    assert shown[0]["kid"] == f"{world.laundry.tenant.ref}-{key.name}"


async def test_a_dump_can_sign_nothing_and_refresh_nothing(
    installation: Installation, world: World
) -> None:
    async with installation.database("app") as database:
        async with database.transaction(world.laundry.context) as tx:
            _, tokens = await app_sign_in(tx, world.laundry)
            key = await identity.current_signing_key(tx)
        async with database.transaction(world.laundry.context) as tx:
            read = identity.read_credential(tokens.refresh_token, kind="rf", environment="test")
            assert read is not None
            following = await identity.refresh(tx, read, world.laundry.issuer)
    assert following is not None
    place = {"seed": 0, "first": 1, "second": 2, "access": 3}
    secrets = [key.seed.hex(), tokens.refresh_token, following.refresh_token, tokens.access_token]
    dump = [piece async for piece in dump_everything(installation)]
    # The hash of a refresh token is how it is recognised: 190 random bits lie behind it.
    assert {leak.form for leak in scan(dump, secrets)} == {
        f"value {place['first']} as bare sha256",
        f"value {place['second']} as bare sha256",
    }
    assert not [piece for piece in dump if key.seed in piece[1]]
