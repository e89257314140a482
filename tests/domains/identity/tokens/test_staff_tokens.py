"""Tokens of staff: a line of refresh tokens on a session of theirs, over when that is."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from regulars.domains import identity
from regulars.domains.identity import Credential, Staff, Tokens, read_credential
from regulars.domains.identity.tokens.tokens import GRACE
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced, asking
from tests.domains.identity.staff.test_factors import set_up
from tests.instruments.installation import Installation
from tests.world import House, World, rolled_back, staff_sign_in

LATER = asking(
    "UPDATE identity.staff_refresh_tokens SET used_at = used_at - $2::interval"
    " WHERE tenant_id = $1",
    "ago",
)
RESTED = asking(
    "UPDATE identity.sessions SET last_seen_at = now() - $2::interval WHERE tenant_id = $1", "ago"
)
EXPIRED = asking("UPDATE identity.sessions SET expires_at = now() WHERE tenant_id = $1")
SEEN = asking("SELECT last_seen_at > now() - interval '1 minute' FROM identity.sessions"
              " WHERE tenant_id = $1 AND id = $2", "id")  # fmt: skip


def credential(tokens: Tokens) -> Credential:
    read = read_credential(tokens.refresh_token, kind="rt", environment="test")
    assert read is not None
    return read


async def refreshed(tx: Tx, house: House, tokens: Tokens) -> Tokens | None:
    return await identity.refresh_staff(tx, credential(tokens), house.issuer)


async def is_in(tx: Tx, session_id: UUID, environment: str = "test") -> bool:
    found = await identity.recognise_app_session(tx, session_id, environment=environment)
    return found is not None


async def test_a_refresh_gives_new_tokens_and_uses_the_old_one_up(tx: Tx, world: World) -> None:
    house = world.laundry
    session, first = await staff_sign_in(tx, house, house.admin)
    second = await refreshed(tx, house, first)
    assert second is not None
    assert second.refresh_token != first.refresh_token
    signed_in = await identity.recognise_app_session(tx, session.id, environment="test")
    assert signed_in is not None
    for tokens in (first, second):
        key = await identity.current_signing_key(tx)
        claims = identity.believed(tokens.access_token, key.key, house.issuer)
        assert claims.are_of_staff(signed_in)
        assert claims.is_in_time(signed_in.now)
        assert (claims.is_of_staff, claims.holder_id, claims.role) == (True, None, "admin")
    assert "rt_" not in repr(first) + repr(signed_in)


async def test_the_same_token_gives_the_same_successor_for_a_moment(tx: Tx, world: World) -> None:
    house = world.laundry
    _, first = await staff_sign_in(tx, house, house.cashier)
    second = await refreshed(tx, house, first)
    await tx.run(LATER, ago=GRACE - timedelta(seconds=2))
    again = await refreshed(tx, house, first)
    assert second is not None
    assert again is not None
    assert again.refresh_token == second.refresh_token


async def test_a_token_that_comes_again_later_ends_the_sign_in(tx: Tx, world: World) -> None:
    house = world.laundry
    session, first = await staff_sign_in(tx, house, house.cashier)
    second = await refreshed(tx, house, first)
    assert second is not None
    await tx.run(LATER, ago=GRACE)
    assert await refreshed(tx, house, first) is None
    assert not await is_in(tx, session.id)
    assert await refreshed(tx, house, second) is None
    facts = {fact.name: fact.data for fact in await announced(tx, house.cashier.id)}
    assert facts["identity.staff_refresh_reused"]["session"] == str(session.id)


async def test_eight_calls_at_once_get_one_successor(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with installation.database("app") as database:
        async with database.transaction(house.context) as tx:
            _, first = await staff_sign_in(tx, house, house.admin)

        async def refresh() -> str:
            async with database.transaction(house.context) as tx:
                tokens = await refreshed(tx, house, first)
                assert tokens is not None
                return tokens.refresh_token

        assert len(set(await asyncio.gather(*(refresh() for _ in range(8))))) == 1


async def disabled(tx: Tx, staff: Staff) -> None:
    await identity.disable_staff(tx, staff.id)


async def closed(tx: Tx, staff: Staff) -> None:
    await identity.close_staff(tx, staff.id)


async def reset(tx: Tx, staff: Staff) -> None:
    await identity.reset_factors(tx, staff.id)


async def signed_out_elsewhere(tx: Tx, staff: Staff) -> None:
    await identity.end_sessions_of(tx, staff.id)


async def given_a_password(tx: Tx, staff: Staff) -> None:
    password = await identity.new_password("another long password")
    await identity.reset_password(tx, staff.id, password)


async def expired(tx: Tx, staff: Staff) -> None:
    await tx.run(EXPIRED)


OUT = [disabled, closed, reset, signed_out_elsewhere, given_a_password, expired]


@pytest.mark.parametrize("way", OUT, ids=lambda each: each.__name__)
async def test_nothing_is_refreshed_for_who_is_out(tx: Tx, world: World, way: Any) -> None:
    house = world.laundry
    session, tokens = await staff_sign_in(tx, house, house.cashier)
    await way(tx, house.cashier)
    assert not await is_in(tx, session.id)
    assert await refreshed(tx, house, tokens) is None


async def test_who_leaves_a_branch_is_out_and_who_changes_role_needs_other_tokens(
    tx: Tx, world: World
) -> None:
    house = world.laundry
    session, tokens = await staff_sign_in(tx, house, house.cashier)
    await identity.change_staff(tx, house.cashier.id, {"branch_ids": (house.branches[1].id,)})
    assert not await is_in(tx, session.id)
    assert await refreshed(tx, house, tokens) is None

    session, tokens = await staff_sign_in(tx, house, house.admin)
    await identity.change_staff(tx, house.admin.id, {"role": "support"})
    signed_in = await identity.recognise_app_session(tx, session.id, environment="test")
    assert signed_in is not None
    key = await identity.current_signing_key(tx)
    old = identity.believed(tokens.access_token, key.key, house.issuer)
    assert not old.are_of_staff(signed_in)
    following = await refreshed(tx, house, tokens)
    assert following is not None
    new = identity.believed(following.access_token, key.key, house.issuer)
    assert (new.role, new.are_of_staff(signed_in)) == ("support", True)


async def test_who_rests_as_long_as_the_console_allows_is_out(tx: Tx, world: World) -> None:
    """And not whoever stands at a till all day."""
    house = world.laundry
    leader, _ = await staff_sign_in(tx, house, house.admin)
    cashier, tokens = await staff_sign_in(tx, house, house.cashier)
    await tx.run(RESTED, ago=timedelta(minutes=59))
    assert await is_in(tx, leader.id)
    assert await tx.value(SEEN, id=leader.id), "using a token is a sign of life"
    await tx.run(RESTED, ago=timedelta(minutes=61))
    assert not await is_in(tx, leader.id)
    assert await refreshed(tx, house, tokens) is not None
    assert await is_in(tx, cashier.id)


async def test_an_app_that_refreshes_by_itself_keeps_nobody_in_who_has_gone_away(
    tx: Tx, world: World
) -> None:
    house = world.laundry
    leader, tokens = await staff_sign_in(tx, house, house.admin)
    await tx.run(RESTED, ago=timedelta(minutes=59))
    following = await refreshed(tx, house, tokens)
    assert following is not None
    assert not await tx.value(SEEN, id=leader.id)
    await tx.run(RESTED, ago=timedelta(minutes=61))
    assert await refreshed(tx, house, following) is None


async def test_who_needs_a_factor_by_now_and_has_none_is_out(tx: Tx, world: World) -> None:
    house = world.laundry
    session, tokens = await staff_sign_in(tx, house, house.cashier)
    await identity.change_staff_rules(tx, factor_asked_of="everybody", idle_minutes="60")
    assert not await is_in(tx, session.id)
    assert await refreshed(tx, house, tokens) is None
    await set_up(tx, house.cashier)
    assert await is_in(tx, session.id)


async def test_a_session_at_the_console_has_no_tokens_and_an_apps_no_cookie(
    tx: Tx, world: World
) -> None:
    house = world.laundry
    opening = identity.Opening("test", house.tenant.ref, timedelta(hours=1))
    signed = await identity.open_session(tx, house.admin.id, opening, came=identity.Came())
    assert signed.session is not None
    assert await identity.issue_staff_tokens(tx, signed.session, house.issuer) is None
    assert not await is_in(tx, signed.session.id)
    app = identity.Opening("test", house.tenant.ref, timedelta(hours=1), client="app")
    signed = await identity.open_session(tx, house.admin.id, app, came=identity.Came())
    assert signed.secret is None


async def test_another_house_knows_none_of_them(installation: Installation, world: World) -> None:
    house, other = world.laundry, world.bakery
    async with installation.database("app") as database:
        async with database.transaction(house.context) as tx:
            session, tokens = await staff_sign_in(tx, house, house.admin)
        async with rolled_back(database, other.context) as tx:
            assert not await is_in(tx, session.id)
            assert await identity.refresh_staff(tx, credential(tokens), other.issuer) is None


async def test_its_tokens_go_with_a_sign_in_that_ended_long_ago(
    installation: Installation, world: World
) -> None:
    house = world.laundry
    async with (
        installation.database("app") as database,
        database.transaction(house.context) as tx,
    ):
        await staff_sign_in(tx, house, house.admin)
    async with installation.connection() as connection:
        await connection.execute(
            "UPDATE identity.sessions SET ended_at = now() - interval '31 days'"
        )
    context = house.context
    async with installation.database("work") as work, work.transaction(context) as tx:
        assert await identity.prune_sessions(tx, 100) >= 1
    async with installation.connection() as connection:
        assert await connection.fetchval("SELECT count(*) FROM identity.staff_refresh_tokens") == 0
