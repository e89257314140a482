"""Lives of customers, invented: what may happen to records and numbers, and what should follow.

The model knows nothing of tables: records, who reaches them by what, proven how many months ago.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Literal
from uuid import UUID

from regulars.domains import customers
from regulars.domains.customers import Entered, IdentifierHeld
from regulars.runtime.tx import Tx
from tests.domains.customers.coming_in import MONTHS_PASS, come_in, owners, staff_prove
from tests.domains.customers.verified import DISAGREEING
from tests.world import registered

Kind = Literal["phone", "email"]
Identifier = tuple[Kind, str]
PHONES = ("+96892340001", "+96892340002", "+96892340003")
EMAILS = ("one@example.com", "two@example.com")
EVERYTHING: tuple[Identifier, ...] = (
    *(("phone", value) for value in PHONES),
    *(("email", value) for value in EMAILS),
)
LONG_MONTHS = 10
PASSED = timedelta(days=31 * LONG_MONTHS)
LATER = datetime.now(UTC) + timedelta(days=90)
STALE_MONTHS = 9


@dataclass
class Record:
    """A customer as the model has them: `proven` is months ago, None for never."""

    id: UUID
    reached_by: dict[Kind, str] = field(default_factory=dict)
    proven: dict[Kind, int] = field(default_factory=dict)
    signed_in: int | None = None
    has_account: bool = False
    shut: Literal["", "blocked", "suspended"] = ""
    is_deleted: bool = False

    def is_stale(self, kind: Kind) -> bool:
        seen = [self.proven[kind], *([] if self.signed_in is None else [self.signed_in])]
        return min(seen) >= STALE_MONTHS


def asked_by(kind: Kind, value: str) -> dict[str, Any]:
    return {kind: value}


class Lives:
    """One sequence of happenings, checked after each."""

    def __init__(self, tx: Tx, chance: Random) -> None:
        self.tx = tx
        self.chance = chance
        self.records: dict[UUID, Record] = {}
        self.told: list[str] = []

    async def live(self, steps: int) -> None:
        happenings = (
            (self.guest, 1), (self.stub, 4), (self.come_in, 9), (self.prove_to_staff, 4),
            (self.months_pass, 3), (self.shut_out, 2), (self.let_in_again, 2),
            (self.delete, 1), (self.restore, 1), (self.staff_change, 2),
        )  # fmt: skip
        for _ in range(steps):
            (happening,) = self.chance.choices(
                [each for each, _ in happenings], [weight for _, weight in happenings]
            )
            await happening()
            await self.check()

    def holders(self, kind: Kind, value: str) -> list[Record]:
        return [
            record
            for record in self.records.values()
            if record.reached_by.get(kind) == value and not record.is_deleted
        ]

    def owner(self, kind: Kind, value: str) -> Record | None:
        proven = [r for r in self.holders(kind, value) if kind in r.proven]
        assert len(proven) < 2, f"{value} has two owners in the model itself"
        return proven[0] if proven else None

    async def guest(self) -> None:
        made = await registered(self.tx, "guest")
        self.records[made.id] = Record(made.id)
        self.told.append("a guest")

    async def stub(self) -> None:
        phone = self.chance.choice(PHONES)
        email = self.chance.choice((None, *EMAILS))
        made = await registered(self.tx, name="Salma", phone=phone, email=email, shared_phone=True)
        reached: dict[Kind, str] = {"phone": phone}
        if email:
            reached["email"] = email
        self.records[made.id] = Record(made.id, reached)
        self.told.append(f"a stub with {phone} {email}")

    async def come_in(self) -> None:
        kind, value = self.chance.choice(EVERYTHING)
        purpose: Literal["login", "registration"] = self.chance.choice(("login", "registration"))
        expected = self.expected(kind, value, purpose)
        entered = await come_in(self.tx, purpose=purpose, **asked_by(kind, value))
        self.told.append(f"{purpose} with {value}: {expected}")
        self.judge(entered, expected, kind, value)

    def expected(self, kind: Kind, value: str, purpose: str) -> UUID | str | None:
        """A record's id, `new`, `more`, or None where nothing opens."""
        owner = self.owner(kind, value)
        if owner is not None:
            if owner.shut:
                return None
            if not owner.is_stale(kind):
                return owner.id
            return "more" if len(owner.proven) > 1 else "new"
        if purpose == "login":
            return None
        holders = self.holders(kind, value)
        if len(holders) != 1:
            return "new"
        (only,) = holders
        if only.shut:
            return None
        return "new" if only.has_account or only.proven else only.id

    def judge(
        self, entered: Entered | None, expected: UUID | str | None, kind: Kind, value: str
    ) -> None:
        if expected is None or expected == "more":
            also = entered.also_prove if entered else None
            assert (entered is None, also is None) == (expected is None, expected is None)
            assert entered is None or (entered.customer_id, entered.account_id) == (None, None)
            return
        assert entered
        assert entered.customer_id
        if expected == "new":
            assert entered.is_new
            assert entered.customer_id not in self.records, "a known record opened to a stranger"
            if owner := self.owner(kind, value):
                del owner.proven[kind], owner.reached_by[kind]
            self.records[entered.customer_id] = Record(entered.customer_id, {kind: value})
        else:
            assert entered.customer_id == expected, "somebody else's record opened"
        record = self.records[entered.customer_id]
        record.proven[kind] = 0
        record.signed_in = 0
        record.has_account = True

    async def prove_to_staff(self) -> None:
        record = self.anybody()
        if record is None or not record.reached_by:
            return
        kind = self.chance.choice(list(record.reached_by))
        value = record.reached_by[kind]
        owner = self.owner(kind, value)
        outcome = await staff_prove(self.tx, record.id, **asked_by(kind, value))
        self.told.append(f"{value} proven to staff")
        if owner is not None and owner is not record:
            assert isinstance(outcome, IdentifierHeld)
            return
        assert outcome
        record.proven[kind] = 0

    async def months_pass(self) -> None:
        record = self.anybody()
        if record is None:
            return
        await self.tx.run(MONTHS_PASS, customer_id=record.id, ago=PASSED)
        record.proven = {kind: ago + LONG_MONTHS for kind, ago in record.proven.items()}
        record.signed_in = None if record.signed_in is None else record.signed_in + LONG_MONTHS
        self.told.append("months pass")

    async def shut_out(self) -> None:
        record = self.anybody()
        if record is None or record.shut:
            return
        if self.chance.random() < 0.5:
            await customers.block_customer(self.tx, record.id, reason="argues")
            record.shut = "blocked"
        else:
            await customers.suspend_customer(self.tx, record.id, reason="argues", until=LATER)
            record.shut = "suspended"
        self.told.append(record.shut)

    async def let_in_again(self) -> None:
        shut = [r for r in self.records.values() if r.shut and not r.is_deleted]
        if not shut:
            return
        record = self.chance.choice(shut)
        if record.shut == "blocked":
            await customers.unblock_customer(self.tx, record.id)
        else:
            await customers.unsuspend_customer(self.tx, record.id)
        record.shut = ""
        self.told.append("let in again")

    async def delete(self) -> None:
        record = self.anybody()
        if record is None:
            return
        await customers.delete_customer(self.tx, record.id)
        record.is_deleted, record.proven = True, {}
        self.told.append("deleted")

    async def restore(self) -> None:
        deleted = [r for r in self.records.values() if r.is_deleted]
        if not deleted:
            return
        record = self.chance.choice(deleted)
        await customers.restore_customer(self.tx, record.id, shared_phone=True)
        record.is_deleted = False
        self.told.append("restored")

    async def staff_change(self) -> None:
        record = self.anybody()
        if record is None:
            return
        phone = self.chance.choice(PHONES)
        if record.reached_by.get("phone") == phone:
            return
        given = {"name": "Salma", "phone": phone}
        await customers.change_customer(
            self.tx, record.id, given, country="OM", shared_phone=True, sees_phones=True
        )
        record.reached_by["phone"] = phone
        record.proven.pop("phone", None)
        self.told.append(f"staff write {phone}")

    async def check(self) -> None:
        """One live owner of every proven identifier, and the one that it should be."""
        for kind, value in EVERYTHING:
            expected = self.owner(kind, value)
            found = await owners(self.tx, kind, value)
            assert found == ([expected.id] if expected else []), (kind, value)
        assert await self.tx.value(DISAGREEING) == 0

    def anybody(self) -> Record | None:
        living = [r for r in self.records.values() if not r.is_deleted]
        return self.chance.choice(living) if living else None
