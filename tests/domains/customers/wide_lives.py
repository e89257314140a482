"""Lives with more in them: codes that are typed long after they were asked for, companies, lists
with the same numbers, branches, suspensions that end by themselves, invitations taken back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from typing import Literal
from uuid import UUID

import pytest

from regulars.domains import customers, identity, people
from regulars.domains.customers import CustomerDeleted, ReachNotAvailable, Row
from regulars.domains.identity import AccountSession, Challenge
from regulars.domains.people import InvitationSettled
from regulars.kernel.errors import Invalid
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import asked, proven, signed_in
from tests.domains.customers.coming_in import (
    CODES_YOUNG,
    ask,
    code_sent,
    is_real,
    type_code,
    wanting,
)
from tests.domains.customers.lived import Kind, Link, Record
from tests.domains.customers.lives import EMAILS, EVERYTHING, LATER, PHONES, Lives, asked_by
from tests.domains.evidence import asking
from tests.domains.people.invited import answered, code_for
from tests.world import registered

OPEN = asking(
    "SELECT ended_at IS NULL AND used_at IS NULL FROM identity.challenges"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
)
# Suspended since before the life began, until a moment ago.
TIME_IS_UP = asking(
    "WITH a AS (UPDATE identity.accounts SET closed_until = clock_timestamp()"
    "            WHERE tenant_id = $1 AND holder_id = $2 RETURNING 1)"
    " UPDATE customers.customers SET suspended_until = now() - interval '1 second'"
    "  WHERE tenant_id = $1 AND id = $2 AND (SELECT count(*) FROM a) >= 0",
    "customer_id",
)
PENDING = asking(
    "SELECT id FROM people.invitations"
    " WHERE tenant_id = $1 AND customer_id = $2 AND state = 'pending'",
    "customer_id",
)


@dataclass(frozen=True, slots=True)
class Pending:
    """A code that somebody has in their hand, and what they asked for it for."""

    challenge: Challenge
    kind: Kind
    value: str
    is_real: bool
    purpose: Literal["login", "registration", "verification", "change", "claim"]
    record: Record | None = None
    session: AccountSession | None = None
    link: Link | None = None


class WideLives(Lives):
    def __init__(self, tx: Tx, chance: Random, branches: tuple[UUID, ...]) -> None:
        super().__init__(tx, chance)
        self.branches = branches
        self.pending: list[Pending] = []
        self.companies: set[UUID] = set()
        self.branch_of: dict[UUID, UUID] = {}

    def happenings(self) -> tuple[tuple[Callable[[], Awaitable[None]], int], ...]:
        return (
            *super().happenings(),
            (self.ask_to_come_in, 6), (self.ask_for_staff, 4), (self.ask_to_change, 5),
            (self.ask_to_take_up, 4), (self.type_what_was_asked_for, 22), (self.company, 2),
            (self.made_a_company, 2), (self.bring_a_list, 3), (self.stub_of_a_branch, 3),
            (self.time_is_up, 3), (self.call_off, 3), (self.staff_write_an_email, 2),
        )  # fmt: skip

    def expected(self, kind: Kind, value: str, purpose: str) -> UUID | str | None:
        owner = self.owner(kind, value)
        if owner and owner.id in self.companies and not owner.shut:
            return "new" if purpose == "registration" else None
        found = super().expected(kind, value, purpose)
        return "new" if isinstance(found, UUID) and found in self.companies else found

    def claimable(self, link: Link) -> Record | None:
        return None if link.record.id in self.companies else super().claimable(link)

    async def invite(self) -> None:
        before = dict(self.records)
        self.records = {k: r for k, r in before.items() if k not in self.companies}
        try:
            await super().invite()
        finally:
            self.records = before

    # Codes, asked for now.

    async def ask_to_come_in(self) -> None:
        kind, value = self.chance.choice(EVERYTHING)
        purpose: Literal["login", "registration"] = self.chance.choice(("login", "registration"))
        owner = self.owner(kind, value)
        challenge = await self.asked_now(
            await ask(self.tx, wanting(purpose, **asked_by(kind, value)))
        )
        real = await is_real(self.tx, challenge.id)
        is_somebodys = owner is not None and owner.id not in self.companies
        assert real == (purpose == "registration" or is_somebodys), "a code left for nobody"
        self.pending.append(Pending(challenge, kind, value, real, purpose))
        self.told.append(f"a code for {purpose} with {value}")

    async def asked_now(self, challenge_id: UUID) -> Challenge:
        """What is asked for on one path ages what was on another; nothing here is ever late."""
        await self.tx.run(CODES_YOUNG)
        return Challenge(challenge_id)

    async def ask_for_staff(self) -> None:
        record = self.anybody()
        if record is None or not record.reached_by:
            return
        kind = self.chance.choice(list(record.reached_by))
        value = record.reached_by[kind]
        wanted = wanting("verification", customer_id=record.id, **asked_by(kind, value))
        challenge = await self.asked_now(await ask(self.tx, wanted))
        self.pending.append(Pending(challenge, kind, value, True, "verification", record))
        self.told.append(f"a code for staff about {value}")

    async def ask_to_change(self) -> None:
        able = [r for r in self.records.values() if r.has_account and not (r.shut or r.is_deleted)]
        if not able:
            return
        record = self.chance.choice(able)
        kind, value = self.chance.choice(EVERYTHING)
        if self.owner(kind, value) is record:
            return
        account = await identity.account_of(self.tx, "customer", record.id)
        assert account
        session = await signed_in(self.tx, account.id)
        record.sessions.add(session.id)
        challenge = await asked(self.tx, session, kind, value)
        await self.asked_now(challenge.id)
        self.pending.append(Pending(challenge, kind, value, True, "change", record, session))
        self.told.append(f"a code to change to {value}")

    async def ask_to_take_up(self) -> None:
        alive = [link for link in self.links if not link.is_dead]
        if not alive:
            return
        link = self.chance.choice(alive)
        challenge = await code_for(self.tx, link.secret)
        await self.asked_now(challenge.id)
        self.pending.append(
            Pending(challenge, link.kind, link.value, True, "claim", link.record, link=link)
        )
        self.told.append(f"a code for the invitation by {link.value}")

    # And typed, whatever has happened since.

    async def type_what_was_asked_for(self) -> None:
        if not self.pending:
            return
        pending = self.chance.choice(self.pending)
        self.pending.remove(pending)
        await self.tx.run(CODES_YOUNG)
        is_open = await self.tx.value(OPEN, id=pending.challenge.id) and pending.is_real
        self.told.append(f"the code for {pending.purpose} with {pending.value} typed: {is_open}")
        if pending.purpose == "verification":
            await self.type_to_staff(pending, is_open=is_open)
        elif pending.purpose == "change":
            await self.type_the_change(pending, is_open=is_open)
        elif pending.link:
            await self.type_the_claim(pending, pending.link, is_open=is_open)
        else:
            expected = self.expected(pending.kind, pending.value, pending.purpose)
            entered = await type_code(self.tx, pending.challenge.id)
            if is_open:
                await self.judge(entered, expected, pending.kind, pending.value)
            else:
                assert entered is None

    async def type_to_staff(self, pending: Pending, *, is_open: bool) -> None:
        guess = await identity.count_guess(self.tx, pending.challenge.id, bound_to=None)
        code = await code_sent(self.tx, pending.challenge.id)
        outcome = await customers.verify_identifier(self.tx, guess, code)
        record = pending.record
        assert record
        is_theirs = record.reached_by.get(pending.kind) == pending.value and not record.is_deleted
        if is_open and is_theirs:
            self.judge_proof(outcome, record, pending.kind, pending.value)
        else:
            assert outcome is None, "proven of somebody who has it no more"

    async def type_the_change(self, pending: Pending, *, is_open: bool) -> None:
        record, session = pending.record, pending.session
        assert record
        assert session
        if not is_open:
            assert await proven(self.tx, session, pending.challenge) is None
        elif record.is_deleted:
            with pytest.raises(CustomerDeleted):
                await proven(self.tx, session, pending.challenge)
        elif record.shut:
            with pytest.raises(ReachNotAvailable):
                await proven(self.tx, session, pending.challenge)
        elif session.id not in record.sessions:
            assert await proven(self.tx, session, pending.challenge) is None, "signed out by then"
        else:
            await self.judge_change(record, session, pending.challenge, pending.kind, pending.value)

    async def type_the_claim(self, pending: Pending, link: Link, *, is_open: bool) -> None:
        if link.is_dead or not is_open:
            try:
                claimed = await answered(self.tx, link.secret, pending.challenge)
            except InvitationSettled:
                claimed = None
            assert claimed is None
            return
        expected = self.claimable(link)
        claimed = await answered(self.tx, link.secret, pending.challenge)
        link.is_dead = True
        await self.judge_claim(claimed, expected, link)

    # Who else there is.

    async def company(self) -> None:
        phone = self.chance.choice(PHONES)
        made = await registered(
            self.tx, "guest", kind="company", name="Linen LLC", phone=phone, shared_phone=True
        )
        self.records[made.id] = Record(made.id, {"phone": phone})
        self.companies.add(made.id)
        self.told.append(f"a company with {phone}")

    async def made_a_company(self) -> None:
        record = self.anybody()
        if record is None or record.id in self.companies:
            return
        given = {"name": "Linen LLC", "kind": "company"}
        if record.has_account:
            with pytest.raises(Invalid):
                await customers.change_customer(self.tx, record.id, given, country="OM")
            return
        await customers.change_customer(self.tx, record.id, given, country="OM")
        self.companies.add(record.id)
        self.told.append("is a company from now on")

    async def bring_a_list(self) -> None:
        phone, email = self.chance.choice(PHONES), self.chance.choice((None, *EMAILS))
        values = {"name": "Salma", "phone": phone} | ({"email": email} if email else {})
        (result,) = await customers.import_rows(self.tx, [Row(2, values)], country="OM")
        if self.holders("phone", phone):
            assert (result.outcome, result.customer) == ("known", None)
            return
        assert result.customer
        reached: dict[Kind, str] = {"phone": phone}
        if email:
            reached["email"] = email
        self.records[result.customer.id] = Record(result.customer.id, reached)
        self.told.append(f"a list brings {phone} {email}")

    async def stub_of_a_branch(self) -> None:
        branch, phone = self.chance.choice(self.branches), self.chance.choice(PHONES)
        made = await registered(
            self.tx, name="Salma", phone=phone, branch_id=str(branch), shared_phone=True
        )
        self.records[made.id] = Record(made.id, {"phone": phone})
        self.branch_of[made.id] = branch
        self.told.append(f"a stub of a branch with {phone}")

    async def prove_to_staff(self) -> None:
        """By staff who see their branch alone, where the customer is of one."""
        theirs = [r for r in self.records.values() if r.id in self.branch_of and not r.is_deleted]
        able = [record for record in theirs if record.reached_by]
        if not able or self.chance.random() < 0.3:
            await super().prove_to_staff()
            return
        record = self.chance.choice(able)
        kind = self.chance.choice(list(record.reached_by))
        value = record.reached_by[kind]
        wanted = wanting("verification", customer_id=record.id, **asked_by(kind, value))
        await self.tx._session.narrow(str(self.branch_of[record.id]))
        challenge_id = await ask(self.tx, wanted)
        guess = await identity.count_guess(self.tx, challenge_id, bound_to=None)
        code = await code_sent(self.tx, challenge_id)
        outcome = await customers.verify_identifier(self.tx, guess, code)
        await self.tx._session.narrow("all")
        self.told.append(f"{value} proven to staff of a branch")
        self.judge_proof(outcome, record, kind, value)

    async def time_is_up(self) -> None:
        record = self.anybody()
        if record is None or record.shut == "blocked":
            return
        if not record.shut:
            await customers.suspend_customer(self.tx, record.id, reason="argues", until=LATER)
            record.sessions.clear()
        await self.tx.run(TIME_IS_UP, customer_id=record.id)
        record.shut = ""
        self.told.append("a suspension is over")

    async def call_off(self) -> None:
        able = [link for link in self.links if not link.is_dead]
        if not able:
            return
        link = self.chance.choice(able)
        (row,) = await self.tx.rows(PENDING, customer_id=link.record.id)
        await people.cancel_invitation(self.tx, row["id"])
        link.is_dead = True
        self.told.append("an invitation is taken back")

    async def staff_write_an_email(self) -> None:
        record = self.anybody()
        if record is None:
            return
        email = self.chance.choice((None, *EMAILS))
        if record.reached_by.get("email") == email:
            return
        given = {"name": "Salma", "email": email}
        is_full = (await customers.customer_by_id(self.tx, record.id)).stage == "full"
        if is_full and email is None:
            with pytest.raises(Invalid):
                await customers.change_customer(self.tx, record.id, given, country="OM")
            return
        await customers.change_customer(self.tx, record.id, given, country="OM")
        record.reached_by.pop("email", None)
        if email:
            record.reached_by["email"] = email
        if record.proven.pop("email", None) is not None:
            record.sessions.clear()
        for change in record.changes:
            change.is_dead |= change.kind == "email"
        self.told.append(f"staff write {email}")
