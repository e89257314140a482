"""Access tokens of staff at the door: what is not quite one, or no longer, is a stranger's."""

from typing import Any

import pytest
from httpx import AsyncClient

from regulars.api.recent import FRESH_SECONDS
from regulars.domains import identity
from regulars.domains.identity import Session, Staff
from regulars.domains.identity.tokens.rules import ACCESS_LIFETIME, TYP, staff_claims_of
from regulars.kernel.ids import new_id
from regulars.runtime.tx import Tx
from regulars.runtime.vault import jws
from tests.api.people import bearer, signed_in, staff_signed_in
from tests.api.test_access import Hands, opened
from tests.instruments.installation import Installation
from tests.world import House, World, staff_sign_in

SESSION = "/api/v1/auth/session"


async def forged(tx: Tx, house: House, **claims: Any) -> str:
    """A token of the cashier's with a signature that holds."""
    session, _ = await staff_sign_in(tx, house, house.cashier)
    signed_in = await identity.recognise_app_session(tx, session.id, environment="test")
    assert signed_in is not None
    signing = await identity.current_signing_key(tx)
    said = {**staff_claims_of(signed_in, house.issuer), **claims}
    said = {name: value for name, value in said.items() if value is not None}
    kid = house.issuer.key_id(signing.name)
    return jws.signed(said, typ=TYP, kid=kid, key=signing.key)


async def test_every_token_that_is_not_quite_one_is_a_strangers(
    client: AsyncClient, common: Installation, world: World
) -> None:
    house, other = world.laundry, world.bakery
    customer, _ = await signed_in(common, house)
    async with (
        common.database("app", size=1) as database,
        database.transaction(house.context) as tx,
    ):
        good = await forged(tx, house)
        now = int(customer.now.timestamp())
        known = {
            "all branches": await forged(tx, house, branch=None),
            "another branch": await forged(tx, house, branch=str(house.branches[1].id)),
            "a branch of another house": await forged(tx, house, branch=str(new_id())),
            "a mightier role": await forged(tx, house, role="owner"),
            "no role of ours": await forged(tx, house, role="customer"),
            "somebody else": await forged(tx, house, sub=str(house.owner.id)),
            "a customer too": await forged(tx, house, cid=str(house.ana.id)),
            "another kind": await forged(tx, house, kind="operator"),
            "no kind": await forged(tx, house, kind=None),
            "a customer's, with a branch": await forged(
                tx, house, kind=None, cid=str(house.ana.id), role="customer"
            ),
            "a customer's sign-in": await forged(tx, house, sid=str(customer.id)),
            "no such sign-in": await forged(tx, house, sid=str(new_id())),
            "another house": await forged(tx, house, tid=other.tenant.ref),
            "over": await forged(
                tx, house, iat=now - int(ACCESS_LIFETIME.total_seconds()), exp=now
            ),
            "for a day": await forged(tx, house, exp=now + 86_400),
            "not yet": await forged(tx, house, iat=now + 60, exp=now + 660),
        }
    expected = await client.get(SESSION, headers=bearer("nonsense"))
    for name, token in known.items():
        answer = await client.get(SESSION, headers=bearer(token))
        assert (answer.status_code, answer.content) == (401, expected.content), name
    assert (await client.get(SESSION, headers=bearer(good))).status_code == 200


async def _disable(tx: Tx, house: House, staff: Staff, session: Session) -> None:
    await identity.disable_staff(tx, staff.id)


async def _close(tx: Tx, house: House, staff: Staff, session: Session) -> None:
    await identity.close_staff(tx, staff.id)


async def _end(tx: Tx, house: House, staff: Staff, session: Session) -> None:
    await identity.end_sessions_of(tx, staff.id, session.id)


async def _sign_out(tx: Tx, house: House, staff: Staff, session: Session) -> None:
    await identity.end_session(tx, session)


async def _move(tx: Tx, house: House, staff: Staff, session: Session) -> None:
    await identity.change_staff(tx, staff.id, {"branch_ids": (house.branches[1].id,)})


async def _promote(tx: Tx, house: House, staff: Staff, session: Session) -> None:
    await identity.change_staff(tx, staff.id, {"role": "admin"})


async def _switch(tx: Tx, house: House, staff: Staff, session: Session) -> None:
    both = tuple(branch.id for branch in house.branches)
    await identity.change_staff(tx, staff.id, {"branch_ids": both})
    await identity.stand_in_branch(tx, session, house.branches[1].id)


async def _reset(tx: Tx, house: House, staff: Staff, session: Session) -> None:
    await identity.reset_factors(tx, staff.id)


OUT = [_disable, _close, _end, _sign_out, _move, _promote, _switch, _reset]


@pytest.mark.parametrize("how", OUT, ids=lambda each: each.__name__.strip("_"))
async def test_who_is_out_or_stands_elsewhere_is_so_everywhere_within_half_a_second(
    installation: Installation, world: World, how: Any
) -> None:
    """Fault row C03. Two processes; what happens in one bites in the other."""
    house, clock = world.laundry, Hands()
    session, tokens = await staff_signed_in(installation, house, house.cashier)
    async with installation.database("app") as database, installation.database("app") as other:
        access = opened(installation, other, clock)
        assert await access.recognise(tokens.access_token) is not None
        async with database.transaction(house.context) as tx:
            await how(tx, house, house.cashier, session)
        clock.now += FRESH_SECONDS
        assert await access.recognise(tokens.access_token) is None
    assert FRESH_SECONDS <= 0.5


@pytest.mark.parametrize("jump", [600.0, -600.0, 86_400.0, -86_400.0, -0.4])
async def test_a_clock_that_jumps_lets_nobody_of_the_staff_in_or_out(
    installation: Installation, world: World, jump: float
) -> None:
    """Fault row J15: what is in time, the database's clock says."""
    house, clock = world.laundry, Hands()
    lifetime = int(ACCESS_LIFETIME.total_seconds())
    async with installation.database("app") as database:
        async with database.transaction(house.context) as tx:
            session, _ = await staff_sign_in(tx, house, house.cashier)
            signed_in = await identity.recognise_app_session(tx, session.id, environment="test")
            assert signed_in is not None
            iat = int(signed_in.now.timestamp())
            soon_over = await forged(tx, house, iat=iat - lifetime + 300, exp=iat + 300)
            over = await forged(tx, house, iat=iat - lifetime, exp=iat)
            to_come = await forged(tx, house, iat=iat + 300, exp=iat + 300 + lifetime)
        access = opened(installation, database, clock)
        for _ in range(3):
            assert await access.recognise(soon_over) is not None
            assert await access.recognise(over) is None
            assert await access.recognise(to_come) is None
            clock.now += jump
