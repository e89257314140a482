"""Access tokens at the door: whatever is not one of ours that holds just now is a stranger's."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from regulars.api.access import AccessTokens
from regulars.api.recent import FRESH_SECONDS
from regulars.desk import Desk
from regulars.domains import identity
from regulars.domains.identity import AccountSession
from regulars.domains.identity.tokens.rules import ACCESS_LIFETIME, TYP, claims_of
from regulars.kernel.ids import new_id
from regulars.runtime.database import Database
from regulars.runtime.language import Catalogue
from regulars.runtime.live import LiveFeed
from regulars.runtime.tx import Tx
from regulars.runtime.vault import jws
from tests.api.people import bearer, signed_in
from tests.api.serving import speaking
from tests.domains.evidence import asking
from tests.instruments.installation import Installation
from tests.world import House, World, app_sign_in

SIGN_OUT = "/api/v1/auth/sign-out"
ENDED = "UPDATE identity.account_sessions SET ended_at = now(), ended_by = 'staff'"
LONG_AGO = asking(
    "UPDATE identity.refresh_tokens SET used_at = used_at - $2::interval WHERE tenant_id = $1",
    "ago",
)


class Hands:
    """A clock that somebody turns."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def opened(
    installation: Installation, database: Database, clock: Callable[[], float]
) -> AccessTokens:
    desk = Desk(installation.settings, Catalogue.load())
    desk.open(database, LiveFeed(installation.settings.database_url))
    return AccessTokens(desk, clock)


async def forged(tx: Tx, house: House, *, kid: str = "", seed: bytes = b"", **claims: Any) -> str:
    """A token with a signature that holds, unless a seed of somebody else's is given."""
    session, _ = await app_sign_in(tx, house)
    signing = await identity.current_signing_key(tx)
    said = {**claims_of(session, house.issuer), **claims}
    key = jws.signing_key(seed or signing.seed)
    return jws.signed(said, typ=TYP, kid=kid or house.issuer.key_id(signing.name), key=key)


async def test_a_token_is_recognised_and_what_ended_heard_of_once_in_a_while(
    installation: Installation, world: World
) -> None:
    session, tokens = await signed_in(installation, world.laundry)
    clock = Hands()
    async with installation.database("app") as database:
        access = opened(installation, database, clock)
        found = await access.recognise(tokens.access_token)
        assert found is not None
        assert (found[0].id, found[1].id) == (world.laundry.tenant.id, session.id)
        assert isinstance(found[1], AccountSession)
        assert found[1].holder_id == world.laundry.ana.id
        async with installation.connection() as connection:
            await connection.execute(ENDED)
        clock.now += FRESH_SECONDS * 0.9
        assert await access.recognise(tokens.access_token) is not None
        clock.now += FRESH_SECONDS * 0.2
        assert await access.recognise(tokens.access_token) is None
    assert FRESH_SECONDS <= 0.5


@pytest.mark.parametrize("in_use", [False, True], ids=["seen just now", "in use for a while"])
@pytest.mark.parametrize("how", ["closed", "ended", "refresh came twice"])
async def test_who_is_out_is_out_everywhere_within_half_a_second(
    installation: Installation, world: World, how: str, in_use: bool
) -> None:
    """Two processes; what happens in one bites in the other."""
    session, tokens = await signed_in(installation, world.laundry)
    clock = Hands()
    async with installation.database("app") as database, installation.database("app") as other:
        access = opened(installation, other, clock)
        assert await access.recognise(tokens.access_token) is not None
        if in_use:
            clock.now += FRESH_SECONDS
            assert await access.recognise(tokens.access_token) is not None
        async with database.transaction(world.laundry.context) as tx:
            if how == "closed":
                await identity.close_account(tx, session.account_id)
            if how == "ended":
                await identity.end_account_session(
                    tx, session.account_id, session.id, ended_by="owner"
                )
            if how == "refresh came twice":
                await _use_twice(tx, world.laundry, tokens.refresh_token)
        clock.now += FRESH_SECONDS
        assert await access.recognise(tokens.access_token) is None
        assert await opened(installation, database, clock).recognise(tokens.access_token) is None


@pytest.mark.parametrize("how", ["state = 'closed'", "holder_id = gen_random_uuid()"])
async def test_a_sign_in_is_that_of_its_account_and_holder_or_it_is_nobodys(
    installation: Installation, world: World, how: str
) -> None:
    """Though nobody ended it."""
    _, tokens = await signed_in(installation, world.laundry)
    async with installation.database("app") as database:
        assert await opened(installation, database, Hands()).recognise(tokens.access_token)
        async with installation.connection() as connection:
            await connection.execute(f"UPDATE identity.accounts SET {how}")
        found = await opened(installation, database, Hands()).recognise(tokens.access_token)
        assert found is None


async def test_a_process_knows_a_key_before_its_first_token(
    installation: Installation, world: World
) -> None:
    """It asked for the keys a moment ago; meanwhile one is made, and then turned, elsewhere."""
    house = world.laundry
    async with installation.database("app") as database, installation.database("app") as other:
        access = opened(installation, other, Hands())
        kid, key = house.issuer.key_id("0" * 12), jws.signing_key(b"e" * 32)
        assert await access.recognise(jws.signed({}, typ=TYP, kid=kid, key=key)) is None
        _, first = await signed_in(installation, house)
        assert await access.recognise(first.access_token) is not None

        # A moment later it has asked anew, and knows which one comes next.
        access = opened(installation, other, Hands())
        assert await access.recognise(first.access_token) is not None
        async with database.transaction(house.context) as tx:
            await identity.rotate_signing_key(tx)
        _, second = await signed_in(installation, house)
        assert await access.recognise(second.access_token) is not None


async def _use_twice(tx: Tx, house: House, secret: str) -> None:
    given = identity.read_credential(secret, kind="rf", environment="test")
    assert given is not None
    assert await identity.refresh(tx, given, house.issuer) is not None
    await tx.run(LONG_AGO, ago=timedelta(minutes=1))
    assert await identity.refresh(tx, given, house.issuer) is None


async def strangers(tx: Tx, house: House, other: House, now: datetime) -> dict[str, str]:
    """Tokens that look like ours, from far away to very near."""
    second, iat = timedelta(seconds=1), int(now.timestamp())
    theirs = await identity.current_signing_key(tx)
    return {
        "another issuer": await forged(tx, house, iss=other.issuer.url),
        "another audience": await forged(tx, house, aud=other.issuer.audience),
        "another tenant": await forged(tx, house, tid=other.tenant.ref),
        "another tenant altogether": await forged(
            tx,
            house,
            iss=other.issuer.url,
            aud=other.issuer.audience,
            tid=other.tenant.ref,
            kid=other.issuer.key_id(theirs.name),
        ),
        "another account": await forged(tx, house, sub=str(new_id())),
        "another customer": await forged(tx, house, cid=str(other.ana.id)),
        "another role": await forged(tx, house, role="driver"),
        "no such session": await forged(tx, house, sid=str(new_id())),
        "over": await forged(tx, house, iat=iat - 600, exp=iat),
        "over long ago": await forged(tx, house, iat=iat - 7_200, exp=iat - 6_600),
        "not yet": await forged(tx, house, iat=iat + 60, exp=iat + 660),
        "not before later": await forged(tx, house, nbf=iat + 60),
        "for a day": await forged(tx, house, exp=int((now + 86_400 * second).timestamp())),
        "a key of somebody else": await forged(tx, house, seed=b"e" * 32),
        "a key that is not there": await forged(tx, house, kid=house.issuer.key_id("000000000000")),
        "a tenant that is not there": await forged(tx, house, kid="00000000-000000000000"),
        "a key that is a path": await forged(tx, house, kid="../../../../dev/null"),
    }


async def test_every_stranger_is_answered_alike(
    client: AsyncClient, common: Installation, world: World
) -> None:
    async with (
        common.database("app") as database,
        database.transaction(world.laundry.context) as tx,
    ):
        session, tokens = await app_sign_in(tx, world.laundry)
        known = await strangers(tx, world.laundry, world.bakery, session.now)
    body, signature = tokens.access_token.rsplit(".", 1)
    known |= {
        "cut short": tokens.access_token[:-1],
        "unsigned": f"{body}.",
        "turned round": f"{body}.{signature[::-1]}",
        "a refresh token": tokens.refresh_token,
        "a megabyte": "a" * 1_000_000 + "." + tokens.access_token,
    }
    answers = {}
    for name, token in known.items():
        answer = await client.post(SIGN_OUT, headers=bearer(token))
        told = {k: v for k, v in answer.headers.items() if k != "request-id"}
        answers[name] = (answer.status_code, answer.content, tuple(sorted(told.items())))
    expected = await client.post(SIGN_OUT, headers=bearer("nonsense"))
    assert {said[:2] for said in answers.values()} == {(401, expected.content)}, answers
    assert len({said[2] for said in answers.values()}) == 1
    # And the one that all of them resemble is good.
    assert (await client.post(SIGN_OUT, headers=bearer(tokens.access_token))).status_code == 204
    again = await client.post(SIGN_OUT, headers=bearer(tokens.access_token))
    assert again.status_code in (204, 401)


JUMPS = [600.0, -600.0, 86_400.0, -86_400.0, 1e-9, -0.4]


@pytest.mark.parametrize("jump", JUMPS)
async def test_a_clock_that_jumps_lets_nothing_in_and_nobody_out(
    installation: Installation, world: World, jump: float
) -> None:
    """What is in time, the database's clock says; ours only says how long ago we asked."""
    house, clock = world.laundry, Hands()
    async with installation.database("app") as database:
        async with database.transaction(house.context) as tx:
            session, _ = await app_sign_in(tx, house)
            iat = int(session.now.timestamp())
            lifetime = int(ACCESS_LIFETIME.total_seconds())
            soon_over = await forged(tx, house, iat=iat - lifetime + 300, exp=iat + 300)
            over = await forged(tx, house, iat=iat - lifetime, exp=iat)
            to_come = await forged(tx, house, iat=iat + 300, exp=iat + 300 + lifetime)
        access = opened(installation, database, clock)
        for _ in range(3):
            assert await access.recognise(soon_over) is not None
            assert await access.recognise(over) is None
            assert await access.recognise(to_come) is None
            clock.now += jump


async def test_an_account_may_call_what_is_for_accounts_and_nothing_else(
    app: Any, common: Installation, world: World
) -> None:
    _, tokens = await signed_in(common, world.laundry)
    async with speaking(app, tokens.access_token) as person:
        for path in ("/api/v1/customers", f"/api/v1/customers/{world.laundry.ana.id}"):
            refused = await person.get(path)
            assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
        assert (await person.post(SIGN_OUT)).status_code == 204
