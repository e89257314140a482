"""Whatever happens to somebody of the staff, whoever remembers them says what asking anew would."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random
from typing import Any

from regulars.api.recent import FRESH_SECONDS
from regulars.domains import identity
from regulars.domains.identity import Came, NewPassword, Opening, Session
from regulars.kernel.errors import DomainError
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.api.test_endings import Door
from tests.domains.identity.staff.test_factors import set_up
from tests.instruments.clocks import set_database_clock
from tests.instruments.installation import Installation
from tests.instruments.rounds import rounds, seeded
from tests.world import House, World, rolled_back

STEPS = 8
ROLES = ("admin", "branch", "support", "vendor", "driver")
SIGN_INS = 2
Act = Callable[[Any, Tx], Awaitable[Any]]


class Life:
    """Somebody with apps, one after another, and a process that remembers all of them."""

    def __init__(self, house: House, password: NewPassword, chance: Random) -> None:
        self.house, self.password, self.chance = house, password, chance
        self.sessions: list[Session] = []
        self.given: list[tuple[Session, str]] = []
        self.told: list[str] = []

    async def begin(self, database: Database, number: int) -> None:
        async with database.transaction(self.house.context) as tx:
            await identity.change_staff_rules(tx, factor_asked_of="usual", idle_minutes="60")
            self.somebody = await identity.add_staff(
                tx,
                name="Noor",
                email=f"noor-{number}@example.com",
                password=self.password,
                role="branch",
                branch_ids=(self.house.branches[0].id,),
            )
            for _ in range(SIGN_INS):
                await self.sign_in(tx)

    async def goes_on(self, database: Database, act: Act) -> None:
        """What is refused has not happened."""
        self.told.append(act.__name__)
        try:
            async with database.transaction(self.house.context) as tx:
                await act(self, tx)
        except DomainError as refused:
            self.told.append(type(refused).__name__)

    @property
    def session(self) -> Session:
        return self.chance.choice(self.sessions[-SIGN_INS:])

    async def sign_in(self, tx: Tx) -> None:
        """Who is disabled has no session; one that waits for a factor has no token."""
        opening = Opening("test", self.house.tenant.ref, timedelta(hours=12), client="app")
        signed = await identity.open_session(tx, self.somebody.id, opening, came=Came())
        if signed.session is None:
            return
        tokens = await identity.issue_staff_tokens(tx, signed.session, self.house.issuer)
        if tokens is not None:
            self.sessions.append(signed.session)
            self.given.append((signed.session, tokens.access_token))

    async def disable(self, tx: Tx) -> None:
        await identity.disable_staff(tx, self.somebody.id)

    async def enable(self, tx: Tx) -> None:
        await identity.enable_staff(tx, self.somebody.id)

    async def change(self, tx: Tx) -> None:
        branches = self.chance.sample(self.house.branches, self.chance.randint(0, 2))
        role, ids = self.chance.choice(ROLES), tuple(branch.id for branch in branches)
        self.told.append(f"to {role} in {len(ids)}")
        await identity.change_staff(tx, self.somebody.id, {"role": role, "branch_ids": ids})

    async def stand_elsewhere(self, tx: Tx) -> None:
        branch_id = self.chance.choice([None, *(branch.id for branch in self.house.branches)])
        await identity.stand_in_branch(tx, self.session, branch_id)

    async def prove(self, tx: Tx) -> None:
        await identity.note_staff_proven(tx, self.session)

    async def end(self, tx: Tx) -> None:
        await identity.end_session(tx, self.session)

    async def end_all(self, tx: Tx) -> None:
        await identity.end_sessions_of(tx, self.somebody.id)

    async def end_others(self, tx: Tx) -> None:
        await identity.end_own_other_sessions(tx, self.session)

    async def give_password(self, tx: Tx) -> None:
        await identity.reset_password(tx, self.somebody.id, self.password)

    async def set_up_factor(self, tx: Tx) -> None:
        await set_up(tx, self.somebody)

    async def give_up_factor(self, tx: Tx) -> None:
        await identity.turn_off_authenticator(tx, self.session, environment="test")

    async def reset_factors(self, tx: Tx) -> None:
        await identity.reset_factors(tx, self.somebody.id)

    async def rule(self, tx: Tx) -> None:
        asked_of = self.chance.choice(["usual", "usual", "leaders", "everybody"])
        minutes = self.chance.choice(["15", "60"])
        self.told.append(f"{asked_of} {minutes}")
        await identity.change_staff_rules(tx, factor_asked_of=asked_of, idle_minutes=minutes)

    async def refresh(self, tx: Tx) -> None:
        """An access token for how things stand, of each sign-in that goes on."""
        for session in self.sessions[-SIGN_INS:]:
            token = await identity.staff_access_token(tx, session.id, self.house.issuer)
            if token is not None:
                self.given.append((session, token))
        del self.given[: -3 * SIGN_INS]

    async def expected(self, tx: Tx, session: Session, token: str) -> Session | None:
        found = await identity.recognise_app_session(
            tx, session.id, environment="test", is_sign_of_life=False
        )
        key = await identity.current_signing_key(tx)
        claims = identity.believed(token, key.key, self.house.issuer)
        is_so = found and claims.are_of_staff(found) and claims.is_in_time(found.now)
        return found.session if found and is_so else None


ACTS: list[Act] = [
    Life.sign_in,
    Life.disable,
    Life.enable,
    Life.change,
    Life.change,
    Life.stand_elsewhere,
    Life.stand_elsewhere,
    Life.prove,
    Life.end,
    Life.end_all,
    Life.end_others,
    Life.give_password,
    Life.set_up_factor,
    Life.give_up_factor,
    Life.reset_factors,
    Life.rule,
    Life.refresh,
    Life.refresh,
]
MINUTES = [1, 4, 9, 14, 59]


async def test_whatever_happens_to_staff_is_so_where_they_are_remembered(
    installation: Installation, world: World
) -> None:
    """Each act is done elsewhere; half a second later every token that was given stands, here, as
    the database would say that it does. A life that goes wrong is told step by step."""
    house, (_, chance) = world.laundry, seeded()
    password, ahead = await identity.new_password("a password for all of them"), timedelta()
    stood: Counter[bool] = Counter()
    for number in range(rounds(short=12, whole=400)):
        life, door = Life(house, password, Random(chance.getrandbits(48))), None  # noqa: S311
        try:
            for _ in range(2):
                # Connections keep the clock that they had, so time passes between two of them.
                await set_database_clock(installation, ahead)
                async with installation.database("app") as database:
                    if door is None:
                        door = Door(installation, database)
                        await life.begin(database, number)
                    door.meets(database)
                    for act in (Life.refresh, *life.chance.choices(ACTS, k=STEPS)):
                        await life.goes_on(database, act)
                        stood.update(await _stand(database, door, life))
                ahead += timedelta(minutes=life.chance.choice(MINUTES))
                life.told.append(f"then it is {ahead} later")
        except Exception as failed:
            failed.add_note("; ".join(life.told))
            raise
    assert min(stood[True], stood[False]) >= rounds(short=12, whole=400)


async def _stand(database: Database, door: Door, life: Life) -> list[bool]:
    """Which tokens stand, after half a second."""
    door.clock.now += FRESH_SECONDS
    standing = []
    for session, token in life.given:
        found = await door.finds(token)
        async with rolled_back(database, life.house.context) as tx:
            assert found == await life.expected(tx, session, token)
        standing.append(found is not None)
    return standing
