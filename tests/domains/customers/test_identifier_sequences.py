"""Any sequence of changes, links, takeovers and releases: one live holder, every link once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.domains import customers
from regulars.domains.customers import ReachNotAvailable
from regulars.domains.identity import Credential
from regulars.kernel.errors import Invalid, Refused
from regulars.runtime.database import Database
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import (
    account_holder,
    changed,
    link_in,
    signed_in,
    told,
)
from tests.domains.customers.verified import DISAGREEING
from tests.domains.evidence import asking
from tests.world import World, registered, rolled_back

NUMBERS = ("91234567", "92345678", "93456789", "94567890")
PEOPLE = 3
TWICE_HELD = asking(
    "SELECT count(*) FROM ("
    " SELECT kind, token FROM customers.identifiers"
    "  WHERE tenant_id = $1 AND verified_at IS NOT NULL AND released_at IS NULL"
    "  GROUP BY kind, token HAVING count(*) > 1) AS twice"
)
HELD = asking(
    "SELECT customer_id, token FROM customers.identifiers WHERE tenant_id = $1 AND kind = 'phone'"
    "   AND verified_at IS NOT NULL AND released_at IS NULL AND customer_id = ANY ($2::uuid[])",
    "customer_ids",
)

who, number = st.integers(0, PEOPLE - 1), st.sampled_from(NUMBERS)
step = st.one_of(
    st.tuples(st.just("change"), who, number),
    st.tuples(st.just("undo"), st.integers(0, 9), st.none()),
    st.tuples(st.just("staff"), who, number),
    st.tuples(st.just("delete"), who, st.none()),
    st.tuples(st.just("restore"), who, st.none()),
    st.tuples(st.just("stub"), who, number),
)


@dataclass
class Story:
    """What happened so far; `holders` is the model: whose each number is."""

    tx: Tx
    ids: Sequence[UUID]
    accounts: Sequence[UUID]
    holders: dict[str, UUID] = field(default_factory=dict)
    links: list[Credential] = field(default_factory=list)
    used: set[bytes] = field(default_factory=set)

    async def play(self, what: str, which: int, typed: str | None) -> None:
        try:
            await getattr(self, what)(which, typed)
        except (Refused, Invalid, ReachNotAvailable):
            # A refusal changes nothing; what holds is looked at all the same.
            return

    async def change(self, which: int, typed: str) -> None:
        if (await customers.customer_by_id(self.tx, self.ids[which])).deleted_at:
            # Nobody is signed in as them: the account is closed.
            return
        session = await signed_in(self.tx, self.accounts[which])
        before = len(await told(self.tx))
        done = await changed(self.tx, session, "phone", typed)
        mine = self.ids[which]
        self.holders = {n: id_ for n, id_ in self.holders.items() if id_ != mine}
        assert done.took_over == (typed in self.holders)
        self.holders[typed] = mine
        for said in (await told(self.tx))[before:]:
            if said.link:
                self.links.append(link_in(said))

    async def undo(self, which: int, _: None) -> None:
        if not self.links:
            return
        link = self.links[which % len(self.links)]
        done = await customers.reverse_change(self.tx, link)
        if done is None:
            return
        assert link.hashed not in self.used, "a link worked twice"
        self.used.add(link.hashed)
        mine = done.customer.id
        self.holders = {n: id_ for n, id_ in self.holders.items() if id_ != mine}
        if done.customer.verified.phone_at and done.customer.person.phone:
            typed = done.customer.person.phone.removeprefix("+968")
            assert typed not in self.holders, "what somebody else proved was taken from them"
            self.holders[typed] = mine

    async def staff(self, which: int, typed: str) -> None:
        mine = self.ids[which]
        before = await customers.customer_by_id(self.tx, mine)
        await customers.change_customer(
            self.tx, mine, {"phone": typed}, country="OM", shared_phone=True
        )
        if before.person.phone != f"+968{typed}":
            self.holders = {n: id_ for n, id_ in self.holders.items() if id_ != mine}

    async def delete(self, which: int, _: None) -> None:
        await customers.delete_customer(self.tx, self.ids[which])
        self.holders = {n: id_ for n, id_ in self.holders.items() if id_ != self.ids[which]}

    async def restore(self, which: int, _: None) -> None:
        await customers.restore_customer(self.tx, self.ids[which], shared_phone=True)

    async def stub(self, _: int, typed: str) -> None:
        await registered(self.tx, name="Stub", phone=typed, shared_phone=True)

    async def agrees(self) -> None:
        assert await self.tx.value(TWICE_HELD) == 0
        assert await self.tx.value(DISAGREEING) == 0
        rows = await self.tx.rows(HELD, customer_ids=self.ids)
        held = {row["token"]: row["customer_id"] for row in rows}
        wanted = {
            self.tx.keys.token("phone", f"+968{typed}"): id_ for typed, id_ in self.holders.items()
        }
        assert held == wanted


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, max_size=14))
async def test_one_live_holder_whatever_happens_and_every_link_once(
    shared_database: Database, world: World, steps: list[tuple[str, int, str | None]]
) -> None:
    async with rolled_back(shared_database, world.laundry.context) as tx:
        ids, accounts = [], []
        for turn in range(PEOPLE):
            made, session = await account_holder(
                tx, name=f"Person {turn}", phone=None, email=f"person{turn}@example.com"
            )
            ids.append(made.id)
            accounts.append(session.account_id)
        story = Story(tx, ids, accounts)
        for what, which, typed in steps:
            await story.play(what, which, typed)
            await story.agrees()
        for link in story.links:
            await story.undo(story.links.index(link), None)
            await story.agrees()
        for link in story.links:
            deleted = await customers.reverse_change(tx, link)
            assert deleted is None, "a link worked twice"
