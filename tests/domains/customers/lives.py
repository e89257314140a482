"""Lives of customers, invented: what may happen to records and numbers, and what should follow.

The model knows nothing of tables: records, who reaches them by what, proven how many months ago.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Literal
from uuid import UUID

import pytest

from regulars.domains import customers, identity, people
from regulars.domains.customers import Claimed, Entered, IdentifierHeld, ReachNotAvailable
from regulars.domains.identity import AccountSession, Challenge
from regulars.domains.people import AlreadyHasAccount, InvitedTooOften, NotInvitable
from regulars.domains.people.model import SENT_A_DAY_MAX
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import asked, link_in, proven, signed_in, told
from tests.domains.customers.coming_in import (
    MONTHS_PASS,
    ask,
    code_sent,
    come_in,
    owners,
    staff_prove,
    type_code,
    wanting,
)
from tests.domains.customers.lived import Change, Kind, Link, Record
from tests.domains.customers.standing import SEEN, SIGNED_IN
from tests.domains.customers.verified import DISAGREEING
from tests.domains.people.invited import answered, code_for, invited
from tests.world import registered

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
HOME = {"city": "Sohar"}


def asked_by(kind: Kind, value: str) -> dict[str, Any]:
    return {kind: value}


class Lives:
    """One sequence of happenings, checked after each."""

    def __init__(self, tx: Tx, chance: Random) -> None:
        self.tx = tx
        self.chance = chance
        self.records: dict[UUID, Record] = {}
        self.links: list[Link] = []
        self.told: list[str] = []

    def happenings(self) -> tuple[tuple[Callable[[], Awaitable[None]], int], ...]:
        """What may happen, and how often beside the rest."""
        return (
            (self.guest, 1), (self.stub, 4), (self.come_in, 9), (self.prove_to_staff, 4),
            (self.months_pass, 3), (self.shut_out, 2), (self.let_in_again, 2),
            (self.delete, 1), (self.restore, 1), (self.staff_change, 2), (self.prove_twice, 4),
            (self.invite, 4), (self.take_up, 4), (self.change_safely, 5), (self.take_back, 5),
            (self.move_in, 2), (self.guess, 2),
        )  # fmt: skip

    async def live(self, steps: int) -> None:
        happenings, weights = zip(*self.happenings(), strict=True)
        while len(self.told) < steps:  # what could not happen just then tells nothing
            (happening,) = self.chance.choices(happenings, weights)
            await happening()
            await self.check()
        await self.check_accounts()

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
        await self.judge(entered, expected, kind, value)

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
            return None if any(each.shut for each in holders) else "new"
        (only,) = holders
        if only.shut:
            return None
        return "new" if only.has_account or only.proven else only.id

    async def judge(
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
        await self.sees_their_own(record)

    async def sees_their_own(self, record: Record) -> None:
        """Who is in sees their own rows and nobody's else: nothing of who had the number before."""
        account = await identity.account_of(self.tx, "customer", record.id)
        assert account
        record.sessions.add((await signed_in(self.tx, account.id)).id)
        await self.tx._session.narrow(f"self:{record.id}")
        assert [row["id"] for row in await self.tx.rows(SEEN)] == [record.id]
        await self.tx._session.narrow("all")

    async def move_in(self) -> None:
        record = self.anybody()
        if record is not None:
            await customers.add_address(self.tx, record.id, HOME, country="OM")
            self.told.append("an address")

    async def guess(self) -> None:
        """A wrong code opens nothing, and the right one opens once."""
        kind, value = self.chance.choice(EVERYTHING)
        expected = self.expected(kind, value, "registration")
        challenge = await ask(self.tx, wanting("registration", **asked_by(kind, value)))
        right = await code_sent(self.tx, challenge)
        wrong = f"{(int(right) + 1) % 1_000_000:06}"
        assert await type_code(self.tx, challenge, wrong) is None
        self.told.append(f"wrong, right and again with {value}: {expected}")
        await self.judge(await type_code(self.tx, challenge), expected, kind, value)
        assert await type_code(self.tx, challenge) is None

    async def prove_twice(self) -> None:
        """Half way in, by what was theirs long ago; then the other one, the same again, what is
        somebody else's, or a new record."""
        halves = [
            (kind, value, owner)
            for kind, value in EVERYTHING
            if (owner := self.owner(kind, value)) and self.expected(kind, value, "login") == "more"
        ]
        if not halves:
            regulars = [r for r in self.records.values() if len(r.proven) > 1 and not r.is_deleted]
            if regulars:
                await self.rest(self.chance.choice(regulars))
            return
        kind, value, owner = self.chance.choice(halves)
        first = await ask(self.tx, wanting("login", **asked_by(kind, value)))
        await self.judge(await type_code(self.tx, first), "more", kind, value)
        if self.chance.random() < 0.25:
            self.told.append(f"half way with {value}, then anew")
            new = await customers.start_anew(self.tx, first, bound_to=None)
            await self.judge(new, "new", kind, value)
            return
        with_kind, with_value = self.chance.choice(EVERYTHING)
        expected = self.expected(with_kind, with_value, "login")
        is_other = with_kind != kind and owner.reached_by.get(with_kind) == with_value
        if is_other and with_kind in owner.proven:
            expected = owner.id
        self.told.append(f"half way with {value}, then {with_value}: {expected}")
        entered = await come_in(
            self.tx, also=first, purpose="login", **asked_by(with_kind, with_value)
        )
        await self.judge(entered, expected, with_kind, with_value)
        if expected == owner.id and is_other:
            owner.proven[kind] = 0

    async def invite(self) -> None:
        record = self.anybody()
        if record is None or not record.reached_by:
            return
        kind = self.chance.choice(list(record.reached_by))
        seen = await customers.customer_by_id(self.tx, record.id)
        if record.has_account or record.shut == "blocked":
            with pytest.raises((AlreadyHasAccount, NotInvitable)):
                await invited(self.tx, seen, kind)
            return
        theirs = [link for link in self.links if link.record is record]
        if len(theirs) == SENT_A_DAY_MAX:
            # Nothing is sent, and the last link is as good as it was.
            with pytest.raises(InvitedTooOften):
                await invited(self.tx, seen, kind)
            return
        for link in theirs:
            link.is_dead = True
        secret = await invited(self.tx, seen, kind)
        self.links.append(Link(secret, record, kind, record.reached_by[kind]))
        self.told.append(f"invited by {record.reached_by[kind]}")

    async def take_up(self) -> None:
        if not self.links:
            return
        link = self.chance.choice(self.links)
        if link.is_dead:
            assert await people.open_invitation(self.tx, link.secret) is None
            return
        expected = self.claimable(link)
        challenge = await code_for(self.tx, link.secret)
        claimed = await answered(self.tx, link.secret, challenge)
        self.told.append(f"invitation by {link.value} taken up: {expected and expected.id}")
        link.is_dead = True
        await self.judge_claim(claimed, expected, link)

    def claimable(self, link: Link) -> Record | None:
        """Whose account the link and the code to what was invited open."""
        kind, record = link.kind, link.record
        if record.is_deleted or record.reached_by.get(kind) != link.value or record.shut:
            return None
        owner = self.owner(kind, link.value)
        if (record.has_account and owner is not record) or (owner and owner.shut):
            return None
        if owner and owner is not record and owner.has_account and not owner.is_stale(kind):
            return owner
        return record

    async def judge_claim(
        self, claimed: Claimed | None, expected: Record | None, link: Link
    ) -> None:
        if expected is None:
            assert claimed is None
            return
        assert claimed
        assert (claimed.customer_id, claimed.is_linked) == (expected.id, expected is link.record)
        expected.signed_in = 0
        if expected is not link.record:
            await self.sees_their_own(expected)
            return
        owner = self.owner(link.kind, link.value)
        if owner and owner is not expected:
            del owner.proven[link.kind], owner.reached_by[link.kind]
        expected.proven[link.kind] = 0
        expected.has_account = True
        for other in self.links:
            other.is_dead |= other.record is expected
        await self.sees_their_own(expected)

    async def change_safely(self) -> None:
        """Of their own accord, signed in, with a code to the new number or address."""
        able = [r for r in self.records.values() if r.has_account and not (r.shut or r.is_deleted)]
        if not able:
            return
        record = self.rather(able, [r for r in able if r.changes])
        kind, value = self.chance.choice(EVERYTHING)
        account = await identity.account_of(self.tx, "customer", record.id)
        assert account
        session = await signed_in(self.tx, account.id)
        record.sessions.add(session.id)
        owner = self.owner(kind, value)
        self.told.append(f"changes to {value}")
        if owner is record:
            with pytest.raises(Invalid):
                await asked(self.tx, session, kind, value)
            return
        challenge = await asked(self.tx, session, kind, value)
        await self.judge_change(record, session, challenge, kind, value)

    async def judge_change(
        self,
        record: Record,
        session: AccountSession,
        challenge: Challenge,
        kind: Kind,
        value: str,
    ) -> None:
        owner = self.owner(kind, value)
        if owner and owner is not record and owner.shut:
            with pytest.raises(ReachNotAvailable):
                await proven(self.tx, session, challenge)
            return
        done = await proven(self.tx, session, challenge)
        assert done
        assert done.took_over is (owner not in (None, record))
        await self.remember(record, kind, value)
        if owner and owner is not record:
            del owner.proven[kind], owner.reached_by[kind]
        record.reached_by[kind] = value
        record.proven[kind] = 0
        record.sessions = {session.id}

    async def remember(self, record: Record, kind: Kind, value: str) -> None:
        """What was before, and the link to it, for whoever was reached by anything proven. What
        was theirs and only became proven is nothing to take back."""
        old = record.reached_by.get(kind)
        link = None
        if record.proven and old != value:
            kinds = (f"{kind}_changed", f"{kind}_added")
            said = [each for each in await told(self.tx) if each.kind in kinds]
            link = link_in(said[-1])
        record.changes.append(Change(kind, old, record.proven.get(kind), link))

    async def take_back(self) -> None:
        """By the link that the old number or address was sent, whoever has it by then."""
        linked = [(r, c) for r in self.records.values() for c in r.changes if c.link]
        if not linked:
            return
        record, change = self.chance.choice(linked)
        assert change.link
        done = await customers.reverse_change(self.tx, change.link)
        if change.is_dead or record.is_deleted or record.shut:
            assert done is None
            return
        later = [c for c in record.changes[record.changes.index(change) + 1 :] if not c.is_dead]
        also = next((c for c in later if c.kind != change.kind), None)
        self.told.append(f"{change.kind} taken back to {change.old}, with {also and also.old}")
        assert done
        assert done.also == (also and also.kind)
        for each in (change, *later):
            each.is_dead = True
        for each in (change, also) if also else (change,):
            self.go_back(record, each)
        record.sessions.clear()

    def go_back(self, record: Record, change: Change) -> None:
        """What somebody else has proven since stays theirs, and the record is left without."""
        owner = self.owner(change.kind, change.old) if change.old else None
        record.reached_by.pop(change.kind, None)
        record.proven.pop(change.kind, None)
        was_proven = change.proven is not None
        if change.old is None or (was_proven and owner not in (None, record)):
            return
        record.reached_by[change.kind] = change.old
        if change.proven is not None:
            record.proven[change.kind] = change.proven

    async def prove_to_staff(self) -> None:
        record = self.anybody()
        if record is None or not record.reached_by:
            return
        kind = self.chance.choice(list(record.reached_by))
        value = record.reached_by[kind]
        outcome = await staff_prove(self.tx, record.id, **asked_by(kind, value))
        self.told.append(f"{value} proven to staff")
        self.judge_proof(outcome, record, kind, value)

    def judge_proof(self, outcome: object, record: Record, kind: Kind, value: str) -> None:
        owner = self.owner(kind, value)
        if owner is not None and owner is not record:
            assert isinstance(outcome, IdentifierHeld)
            return
        assert outcome
        record.proven[kind] = 0

    async def months_pass(self) -> None:
        living = [r for r in self.records.values() if not r.is_deleted]
        if living:
            await self.rest(self.rather(living, [r for r in living if len(r.proven) > 1]))

    async def rest(self, record: Record) -> None:
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
        record.sessions.clear()
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
        record.sessions.clear()
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
        if record.proven.pop("phone", None) is not None:
            record.sessions.clear()
        for change in record.changes:
            change.is_dead |= change.kind == "phone"
        self.told.append(f"staff write {phone}")

    async def check(self) -> None:
        """One live owner of every proven identifier, and the one that it should be."""
        for kind, value in EVERYTHING:
            expected = self.owner(kind, value)
            found = await owners(self.tx, kind, value)
            assert found == ([expected.id] if expected else []), (kind, value)
        assert await self.tx.value(DISAGREEING) == 0
        going_on = {row["holder_id"]: set(row["ids"]) for row in await self.tx.rows(SIGNED_IN)}
        for record in self.records.values():
            assert going_on.get(record.id, set()) == record.sessions, record

    async def check_accounts(self) -> None:
        """Who never came in has no account, and nobody has an account that they did not open."""
        for record in self.records.values():
            account = await identity.account_of(self.tx, "customer", record.id)
            assert (account is not None) == record.has_account, record
            if account and not record.is_deleted:
                assert (account.state == "closed") == bool(record.shut), record

    def rather(self, among: list[Record], rare: list[Record]) -> Record:
        """Of what seldom comes about by itself, more often than by chance alone."""
        return self.chance.choice(rare if rare and self.chance.random() < 0.7 else among)

    def anybody(self) -> Record | None:
        living = [r for r in self.records.values() if not r.is_deleted]
        return self.chance.choice(living) if living else None
