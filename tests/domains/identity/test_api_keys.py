"""API keys: shown once, recognised by hash inside their tenant, stopped at once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from regulars.domains import identity
from regulars.domains.identity import ApiKey, ApiKeyNotFound, Credential, Scope
from regulars.kernel.errors import Invalid, NotAllowed
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.instruments.leakscan import dump_everything, scan
from tests.instruments.processes import until
from tests.world import World, rolled_back

REWIND = asking(
    "UPDATE identity.api_keys SET last_used_at = now() - $3::interval"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
    "ago",
)
EXPIRE = asking(
    "UPDATE identity.api_keys SET expires_at = now() + $3::interval"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
    "hence",
)


async def create(
    tx: Tx, *, name: str = "till", expires_at: datetime | None = None
) -> tuple[ApiKey, Credential]:
    return await identity.create_api_key(
        tx,
        name=name,
        scopes=("customers:read", "customers:read"),
        environment="test",
        tenant_ref="w4m7k2p9",
        expires_at=expires_at,
    )


async def test_a_key_is_recognised_by_its_secret_with_its_scopes(tx: Tx, world: World) -> None:
    key, credential = await create(tx)
    known = await identity.recognise_api_key(tx, credential)
    assert known == key
    assert key.scopes == {Scope.CUSTOMERS_READ}
    assert await identity.recognise_api_key(tx, Credential("rk", "test", "", "guess")) is None
    (fact,) = await announced(tx, key.id)
    assert fact.data == {
        "api_key": str(key.id),
        "scopes": ["customers:read"],
        "kind": "secret",
    }


async def test_a_publishable_key_has_no_scopes_and_is_none_that_a_program_has(
    tx: Tx, world: World
) -> None:
    key, credential = await identity.create_api_key(
        tx, name="app", scopes=(), environment="test", tenant_ref="w4m7k2p9", kind="publishable"
    )
    assert (key.kind, key.scopes, credential.kind) == ("publishable", frozenset(), "pk")
    assert await identity.recognise_api_key(tx, credential) == key
    pretended = Credential("rk", "test", "w4m7k2p9", credential.secret)
    assert await identity.recognise_api_key(tx, pretended) is None
    with pytest.raises(Invalid) as refused:
        await identity.create_api_key(
            tx,
            name="app",
            scopes=("customers:read",),
            environment="test",
            tenant_ref="w4m7k2p9",
            kind="publishable",
        )
    assert [error.code for error in refused.value.errors] == ["scopes_of_publishable"]


async def test_a_key_opens_nothing_in_another_tenant(
    shared_database: Database, world: World
) -> None:
    secret = identity.read_credential(world.laundry.api_key, kind="rk", environment="test")
    assert secret is not None
    async with rolled_back(shared_database, world.bakery.context) as tx:
        assert await identity.recognise_api_key(tx, secret) is None


async def test_a_revoked_key_stops_and_revoking_twice_announces_once(tx: Tx) -> None:
    key, credential = await create(tx)
    revoked = await identity.revoke_api_key(tx, key.id)
    assert await identity.recognise_api_key(tx, credential) is None
    assert await identity.revoke_api_key(tx, key.id) == revoked
    assert [fact.name for fact in await announced(tx, key.id)] == [
        "identity.api_key_created",
        "identity.api_key_revoked",
    ]


async def made_by(
    database: Database, world: World, maker: ApiKey | None = None
) -> tuple[ApiKey, Credential]:
    """A key that another key made, or the owner."""
    tenant_id = world.laundry.tenant.id
    own = Context(tenant_id, "key", actor_id=maker.id) if maker else world.laundry.context
    async with database.transaction(own) as tx:
        return await create(tx)


async def works(database: Database, world: World, credential: Credential) -> bool:
    async with database.transaction(world.laundry.context) as tx:
        return await identity.recognise_api_key(tx, credential) is not None


async def test_a_revoked_key_takes_with_it_what_it_made_and_nothing_else(
    installation: Installation, world: World
) -> None:
    async with installation.database() as database:
        above, above_secret = await made_by(database, world)
        maker, secret = await made_by(database, world, above)
        child, child_secret = await made_by(database, world, maker)
        _, grandchild_secret = await made_by(database, world, child)
        _, sibling_secret = await made_by(database, world, above)
        _, stranger_secret = await made_by(database, world)
        async with database.transaction(world.laundry.context) as tx:
            await identity.revoke_api_key(tx, maker.id)
            assert [fact.name for fact in await announced(tx, child.id)] == [
                "identity.api_key_created",
                "identity.api_key_revoked",
            ]
        for gone in (secret, child_secret, grandchild_secret):
            assert not await works(database, world, gone)
        for living in (above_secret, sibling_secret, stranger_secret):
            assert await works(database, world, living)


@pytest.mark.parametrize("by", ["the key itself", "a key that it made"])
async def test_a_key_made_while_its_maker_is_revoked_is_revoked_with_it(
    installation: Installation, world: World, by: str
) -> None:
    async with installation.database() as database, installation.connection() as superuser:
        maker, _ = await made_by(database, world)
        child, _ = await made_by(database, world, maker)
        parent = maker if by == "the key itself" else child
        context = Context(world.laundry.tenant.id, "key", actor_id=parent.id)

        async def revoke() -> None:
            async with database.transaction(world.laundry.context) as tx:
                await identity.revoke_api_key(tx, maker.id)

        async def is_waiting() -> bool:
            waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            return bool(await superuser.fetchval(waits))

        async with database.transaction(context) as making:
            _, late_secret = await create(making)
            revoking = asyncio.create_task(revoke())
            await until(is_waiting)
        await revoking
        assert not await works(database, world, late_secret)


async def test_a_revoked_key_makes_no_other_though_it_is_believed_for_a_moment(
    installation: Installation, world: World
) -> None:
    async with installation.database() as database:
        maker, _ = await made_by(database, world)
        async with database.transaction(world.laundry.context) as tx:
            await identity.revoke_api_key(tx, maker.id)
        with pytest.raises(NotAllowed):
            await made_by(database, world, maker)


async def test_a_key_revokes_no_mightier_one(tx: Tx) -> None:
    key, credential = await create(tx)
    lesser = frozenset({Scope.SETTINGS_READ, Scope.SETTINGS_WRITE})
    with pytest.raises(NotAllowed):
        await identity.revoke_api_key(tx, key.id, within=lesser)
    assert await identity.recognise_api_key(tx, credential)
    await identity.revoke_api_key(tx, key.id, within=lesser | key.scopes)
    assert await identity.recognise_api_key(tx, credential) is None


@pytest.mark.parametrize(("hours", "is_living"), [(-1, False), (1, True)])
async def test_a_key_stops_when_it_expires(tx: Tx, hours: int, is_living: bool) -> None:
    key, credential = await create(tx, expires_at=datetime.now(UTC) + timedelta(days=1))
    await tx.run(EXPIRE, id=key.id, hence=timedelta(hours=hours))
    assert (await identity.recognise_api_key(tx, credential) is not None) == is_living


async def test_a_key_that_is_not_here_cannot_be_revoked(
    tx: Tx, shared_database: Database, world: World
) -> None:
    """Fault row A07: another tenant's key is as unknown as nobody's."""
    async with rolled_back(shared_database, world.bakery.context) as other:
        theirs = await identity.list_api_keys(other)
    for key_id in (theirs[0].id, uuid4()):
        with pytest.raises(ApiKeyNotFound):
            await identity.revoke_api_key(tx, key_id)


async def test_the_use_of_a_key_is_noted_about_once_a_minute(tx: Tx) -> None:
    key, credential = await create(tx)
    await identity.recognise_api_key(tx, credential)
    (noted,) = [k.last_used_at for k in await identity.list_api_keys(tx) if k.id == key.id]
    assert noted is not None
    for seconds, is_noted in [(30, False), (90, True)]:
        await tx.run(REWIND, id=key.id, ago=timedelta(seconds=seconds))
        await identity.recognise_api_key(tx, credential)
        (again,) = [k.last_used_at for k in await identity.list_api_keys(tx) if k.id == key.id]
        assert (again == noted) == is_noted


@pytest.mark.parametrize(
    ("name", "scopes", "field", "code"),
    [
        (" \u200b", ("customers:read",), "name", "name_missing"),
        ("x" * 81, ("customers:read",), "name", "text_too_long"),
        ("till", (), "scopes", "unknown_value"),
        ("till", ("customers:read", "everything"), "scopes", "unknown_value"),
    ],
)
async def test_a_key_without_a_name_or_with_unknown_scopes_is_refused(
    tx: Tx, name: str, scopes: tuple[str, ...], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await identity.create_api_key(
            tx, name=name, scopes=scopes, environment="test", tenant_ref="w4m7k2p9"
        )
    assert [(e.field, e.code) for e in refused.value.errors] == [(field, code)]


async def test_living_keys_are_listed_before_revoked_ones(tx: Tx) -> None:
    revoked, _ = await create(tx)
    await identity.revoke_api_key(tx, revoked.id)
    await create(tx)
    states = [key.revoked_at is None for key in await identity.list_api_keys(tx)]
    assert states == sorted(states, reverse=True)


async def test_keys_of_somebody_are_counted_with_those_that_their_keys_made(
    tx: Tx, world: World
) -> None:
    """Whoever shuts somebody out has to know that these go on."""
    boss, somebody = world.laundry.owner.id, world.laundry.cashier.id
    await tx.act_for(replace(tx.context, actor_kind="staff", actor_id=somebody))
    first, _ = await create(tx, name="theirs")
    ended, _ = await create(tx, name="over by now")
    await tx.run(EXPIRE, id=ended.id, hence=timedelta(hours=-1))
    await tx.act_for(replace(tx.context, actor_kind="key", actor_id=first.id))
    second, _ = await create(tx, name="made by theirs")
    assert await identity.count_keys_of(tx, somebody) == 2
    assert {key.id: key.created_by for key in await identity.list_api_keys(tx)}[
        second.id
    ] == first.id
    await identity.disable_staff(tx, somebody)
    assert await identity.count_keys_of(tx, somebody) == 2, "disabling ends none"
    await identity.revoke_api_key(tx, second.id)
    assert await identity.count_keys_of(tx, somebody) == 1
    assert await identity.count_keys_of(tx, boss) == 0


async def test_no_secret_of_a_key_is_stored(installation: Installation, world: World) -> None:
    dump = [place async for place in dump_everything(installation)]
    found = {leak.form for leak in scan(dump, [world.laundry.api_key])}
    # The hash is how it is recognised: 190 random bits, nobody finds the key behind it.
    assert found == {"value 0 as bare sha256"}
