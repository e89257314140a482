"""Fault rows B07 and J15: no code, credential or number of a sign-in lies where it could be read,
and only the database's clock decides when a code is over."""

from datetime import timedelta
from uuid import UUID

import pytest

from regulars.domains import customers, identity
from regulars.domains.customers import CodeAsked
from regulars.domains.identity import Guess
from regulars.domains.identity.codes.rules import code_of
from regulars.runtime.database import Database
from regulars.runtime.reactions import Reactions
from regulars.runtime.relay import relay_batch
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.instruments.leakscan import dump_everything, scan
from tests.world import House, World

PHONE = "+96895558201"
AGED = asking(
    "UPDATE identity.challenges SET expires_at = now() + $2::interval"
    " WHERE tenant_id = $1 AND id = $3",
    "left",
    "id",
)


def wanted(house: House, bound_to: bytes) -> CodeAsked:
    return CodeAsked("registration", PHONE, None, "OM", "en", bound_to=bound_to)


async def asked(database: Database, house: House, bound_to: bytes) -> tuple[UUID, str]:
    async with database.transaction(house.context) as tx:
        challenge = await customers.ask_code(tx, wanted(house, bound_to))
        assert isinstance(challenge, identity.Challenge)
        return challenge.id, code_of(
            tx.keys, challenge.id, "registration", tx.keys.token("phone", PHONE)
        )


async def counted(database: Database, house: House, id_: UUID, bound_to: bytes) -> Guess:
    async def count(tx: Tx) -> Guess:
        return await identity.count_guess(tx, id_, bound_to=bound_to)

    return await database.unit(house.context, count)


async def test_nothing_of_a_sign_in_can_be_read_in_a_stolen_dump(
    installation: Installation, world: World
) -> None:
    house, browser = world.laundry, b"b" * 32
    async with installation.database() as database, installation.database("work") as work:
        challenge, code = await asked(database, house, browser)
        guess = await counted(database, house, challenge, browser)
        wrong = f"{(int(code) + 1) % 1_000_000:06d}"
        async with database.transaction(house.context) as tx:
            assert await identity.prove_code(tx, guess, wrong) is None
        guess = await counted(database, house, challenge, browser)
        async with database.transaction(house.context) as tx:
            assert await identity.prove_code(tx, guess, code)
            account = await identity.open_account(tx, "customer", house.ana.id)
            begun = await identity.begin_account_session(
                tx,
                account.id,
                "portal",
                device_id=None,
                seen_with="chrome_android",
                environment="test",
                tenant_ref=house.tenant.ref,
            )
            assert begun is not None
            cookie = begun[1]
            assert cookie is not None
            _, device = await identity.know_device(
                tx, account.id, environment="test", tenant_ref=house.tenant.ref
            )
        async with work.transaction(house.context) as tx:
            # Also as jobs and deliveries, which carry what a reaction will need.
            while await relay_batch(tx, Reactions(customers.REACTIONS)):
                pass
    async with installation.connection() as connection:
        await connection.execute("ANALYZE")
    dump = [place async for place in dump_everything(installation)]
    names = {where for where, _ in dump}
    assert {"identity.challenges.destination", "identity.account_sessions.secret_hash"} <= names
    # Six digits turn up by chance in any hash: a code is looked for as a word of its own.
    assert [str(leak) for leak in scan(dump, [PHONE])] == []
    # Secrets of 256 bits are kept by their hash, which leads nowhere; a number's would.
    found = scan(dump, [cookie.secret, device.secret])
    assert {leak.form.partition(" as ")[2] for leak in found} == {"bare sha256"}
    assert {leak.where.rpartition(".")[2] for leak in found} == {"secret_hash"}
    assert [where for where, content in dump if content in (code.encode(), wrong.encode())] == []


@pytest.mark.parametrize(
    ("left", "is_right"), [(timedelta(seconds=30), True), (timedelta(seconds=-1), False)]
)
async def test_the_clock_of_the_database_ends_a_code_and_no_other(
    installation: Installation, world: World, left: timedelta, is_right: bool
) -> None:
    house, browser = world.laundry, b"b" * 32
    async with installation.database() as database:
        challenge, code = await asked(database, house, browser)
        async with database.transaction(house.context) as tx:
            await tx.run(AGED, left=left, id=challenge)
        guess = await counted(database, house, challenge, browser)
        assert guess.is_open is is_right
        async with database.transaction(house.context) as tx:
            assert (await identity.prove_code(tx, guess, code) is not None) is is_right
