"""An app's sign-in: tokens that follow one another in one line, and end when one comes twice."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from regulars.domains import identity
from regulars.domains.identity import Credential, Tokens, read_credential
from regulars.domains.identity.tokens.tokens import GRACE
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from regulars.worker.timetable import OF_A_TENANT
from tests.domains.evidence import announced, asking
from tests.instruments.installation import Installation
from tests.world import House, World, app_sign_in, rolled_back

# As if so much time had passed since each was used.
LATER = asking(
    "UPDATE identity.refresh_tokens SET used_at = used_at - $2::interval WHERE tenant_id = $1",
    "ago",
)
HANDED_OUT = asking("SELECT seq, used_at FROM identity.refresh_tokens WHERE tenant_id = $1")
OVER = asking(
    "UPDATE identity.account_sessions SET idle_until = now() - $2::interval WHERE tenant_id = $1",
    "ago",
)


def credential(tokens: Tokens) -> Credential:
    read = read_credential(tokens.refresh_token, kind="rf", environment="test")
    assert read is not None
    return read


async def refreshed(tx: Tx, house: House, tokens: Tokens) -> Tokens | None:
    return await identity.refresh(tx, credential(tokens), house.issuer)


async def test_a_refresh_gives_new_tokens_and_uses_the_old_one_up(tx: Tx, world: World) -> None:
    house = world.laundry
    session, first = await app_sign_in(tx, house)
    second = await refreshed(tx, house, first)
    assert second is not None
    assert second.refresh_token != first.refresh_token
    assert first.expires_in == second.expires_in == 600
    for tokens in (first, second):
        key = await identity.current_signing_key(tx)
        claims = identity.believed(tokens.access_token, key.key, house.issuer)
        assert claims.are_of(session)
        assert claims.is_in_time(session.now)
    assert "rf_" not in repr(first) + repr(session)


async def test_the_same_token_gives_the_same_successor_for_a_moment(tx: Tx, world: World) -> None:
    """An answer that was lost on its way is asked for again."""
    _, first = await app_sign_in(tx, world.laundry)
    second = await refreshed(tx, world.laundry, first)
    again = await refreshed(tx, world.laundry, first)
    assert second is not None
    assert again is not None
    assert again.refresh_token == second.refresh_token
    await tx.run(LATER, ago=GRACE - timedelta(seconds=2))
    late = await refreshed(tx, world.laundry, first)
    assert late is not None
    assert late.refresh_token == second.refresh_token
    assert await refreshed(tx, world.laundry, second) is not None
    assert timedelta(seconds=10) == GRACE


async def test_a_token_that_comes_again_later_ends_the_sign_in(tx: Tx, world: World) -> None:
    house = world.laundry
    session, first = await app_sign_in(tx, house)
    second = await refreshed(tx, house, first)
    assert second is not None
    await tx.run(LATER, ago=GRACE)
    assert await refreshed(tx, house, first) is None
    assert await identity.read_account_session(tx, session.id) is None
    # Whoever has the successor, thief or owner, is out as well.
    assert await refreshed(tx, house, second) is None
    facts = {fact.name: fact.data for fact in await announced(tx, session.account_id)}
    assert facts["identity.refresh_reused"]["session"] == str(session.id)
    assert facts["identity.account_session_ended"]["ended_by"] == "reuse"


async def test_a_token_that_comes_again_after_months_is_noticed(
    installation: Installation, world: World
) -> None:
    """Somebody else has its successor, and went on all the while."""
    house = world.laundry
    async with installation.database() as database, database.transaction(house.context) as tx:
        session, first = await app_sign_in(tx, house)
        second = await refreshed(tx, house, first)
        assert second is not None
        await tx.run(LATER, ago=timedelta(days=300))
        assert await refreshed(tx, house, second) is not None
    async with installation.database("work") as worker:
        for prune in OF_A_TENANT:
            async with worker.transaction(house.context) as tx:
                await prune(tx, 100)
    async with installation.database() as database, database.transaction(house.context) as tx:
        assert await refreshed(tx, house, first) is None
        assert await identity.read_account_session(tx, session.id) is None


async def test_other_sign_ins_of_the_account_go_on(tx: Tx, world: World) -> None:
    house = world.laundry
    _, first = await app_sign_in(tx, house)
    other, theirs = await app_sign_in(tx, house)
    await refreshed(tx, house, first)
    await tx.run(LATER, ago=GRACE)
    assert await refreshed(tx, house, first) is None
    assert await identity.read_account_session(tx, other.id) is not None
    assert await refreshed(tx, house, theirs) is not None


@pytest.mark.parametrize("how", ["closed", "ended", "rested too long", "unknown", "elsewhere"])
async def test_nothing_is_refreshed_for_who_is_out(
    tx: Tx, shared_database: Database, world: World, how: str
) -> None:
    house = world.laundry
    session, tokens = await app_sign_in(tx, house)
    given = credential(tokens)
    if how == "closed":
        await identity.close_account(tx, session.account_id)
    if how == "ended":
        await identity.end_account_session(tx, session.account_id, session.id, ended_by="owner")
    if how == "rested too long":
        await tx.run(OVER, ago=timedelta(seconds=1))
    if how == "unknown":
        given = identity.mint_credential("rf", "test", house.tenant.ref)
    if how == "elsewhere":
        async with rolled_back(shared_database, world.bakery.context) as theirs:
            assert await identity.refresh(theirs, given, world.bakery.issuer) is None
        return
    assert await identity.refresh(tx, given, house.issuer) is None


async def test_signing_out_by_refresh_token_ends_that_sign_in_alone(tx: Tx, world: World) -> None:
    session, tokens = await app_sign_in(tx, world.laundry)
    other, _ = await app_sign_in(tx, world.laundry)
    await identity.end_session_of_refresh(tx, credential(tokens))
    assert await identity.read_account_session(tx, session.id) is None
    assert await identity.read_account_session(tx, other.id) is not None
    await identity.end_session_of_refresh(tx, credential(tokens))


async def test_a_browser_has_no_tokens(tx: Tx, world: World) -> None:
    session, _ = await app_sign_in(tx, world.laundry)
    begun = await identity.begin_account_session(
        tx,
        session.account_id,
        "portal",
        device_id=None,
        seen_with="other",
        environment="test",
        tenant_ref=world.laundry.tenant.ref,
    )
    assert begun is not None
    with pytest.raises(ValueError, match="no tokens"):
        await identity.issue_tokens(tx, begun[0], world.laundry.issuer)


async def one_refresh(database: Database, house: House, given: Credential) -> Tokens | None:
    context = Context(house.tenant.id, actor_kind="key")

    async def run(tx: Tx) -> Tokens | None:
        return await identity.refresh(tx, given, house.issuer)

    return await database.unit(context, run)


@pytest.mark.parametrize("turn", range(5))
async def test_eight_at_once_stay_in_one_line(
    installation: Installation, world: World, turn: int
) -> None:
    house = world.laundry
    async with installation.database("app", size=8) as database:
        async with database.transaction(house.context) as tx:
            session, first = await app_sign_in(tx, house)
        answers = await asyncio.gather(
            *(one_refresh(database, house, credential(first)) for _ in range(8))
        )
        followed = {tokens.refresh_token for tokens in answers if tokens is not None}
        assert len(followed) == 1
        assert None not in answers
        async with database.transaction(house.context) as tx:
            rows = await tx.rows(HANDED_OUT)
            assert sorted((row["seq"], row["used_at"] is None) for row in rows) == [
                (1, False),
                (2, True),
            ]
            assert await identity.read_account_session(tx, session.id) is not None


async def test_the_first_key_is_made_once_by_whoever_needs_it_first(
    installation: Installation, world: World
) -> None:
    house = world.laundry

    async def sign_in(database: Database) -> Any:
        async with database.transaction(house.context) as tx:
            return await app_sign_in(tx, house)

    async with installation.database("app", size=4) as database:
        await asyncio.gather(*(sign_in(database) for _ in range(4)))
        async with database.transaction(house.context) as tx:
            key = await identity.current_signing_key(tx)
            made = [
                fact
                for fact in await announced(tx, house.tenant.id)
                if fact.name == "identity.signing_key_made"
            ]
    assert [fact.data for fact in made] == [{"key": key.name}]
