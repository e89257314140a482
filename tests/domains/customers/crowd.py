"""A crowd on a few numbers: people, staff and programs who act at once, each in units of work of
their own, committed as the edges commit them."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any, Literal, TypeVar
from uuid import UUID

from regulars.domains import customers, identity, people
from regulars.domains.customers import ChangeAsked, Customer, Row
from regulars.domains.identity import AccountSession, Challenge, Credential, Guess, read_credential
from regulars.kernel.errors import (
    Invalid,
    NotAllowed,
    NotFound,
    Outdated,
    Refused,
    TooOften,
)
from regulars.runtime.context import Context
from regulars.runtime.database import Database
from regulars.runtime.failures import Conflict, ReferenceMissing
from regulars.runtime.tx import Tx
from tests.domains.customers.account_holders import PORTAL, sent, signed_in, told
from tests.domains.customers.coming_in import MONTHS_PASS, code_sent, wanting
from tests.domains.customers.lived import Kind
from tests.domains.evidence import asking
from tests.domains.people.invited import BROWSER
from tests.world import registered

T = TypeVar("T")
NUMBERS = ("92340011", "92340012")
ADDRESS = "crowd@example.com"
PASSED = timedelta(days=310)
# A refusal is an answer. A collision that only the database noticed is not: two who act at once
# are to meet at a lock, and the second is to be told how things stand.
ANSWERS = (Refused, Invalid, NotFound, NotAllowed, Outdated, TooOften)
COLLISIONS = (Conflict, ReferenceMissing)

# Between two rounds, so that codes of the round before are still good and others may be asked for.
TIME_PASSES = asking(
    "UPDATE identity.challenges SET created_at = created_at - interval '150 minutes'"
    " WHERE tenant_id = $1"
)
A_MINUTE_PASSES = asking(
    "UPDATE identity.challenges SET created_at = created_at - interval '61 seconds'"
    " WHERE tenant_id = $1"
)
# The newest, and more of those who are there than of the deleted.
RECORDS = asking(
    "(SELECT id FROM customers.customers WHERE tenant_id = $1 AND deleted_at IS NULL"
    "  ORDER BY created_at DESC, id DESC LIMIT 6)"
    " UNION ALL"
    " (SELECT id FROM customers.customers WHERE tenant_id = $1 AND deleted_at IS NOT NULL"
    "  ORDER BY deleted_at DESC, id DESC LIMIT 2)"
)


@dataclass
class Crowd:
    """What everybody has in their hands: sign-ins, codes that were asked for, links."""

    database: Database
    context: Context
    chance: Random
    records: list[UUID] = field(default_factory=list)
    sessions: list[AccountSession] = field(default_factory=list)
    codes: list[UUID] = field(default_factory=list)
    changes: list[tuple[AccountSession, Challenge]] = field(default_factory=list)
    undoing: list[Credential] = field(default_factory=list)
    invitations: list[Credential] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)

    async def do(self, what: Callable[..., Awaitable[T]], *given: Any, **more: Any) -> T:
        return await self.database.unit(self.context, lambda tx: what(tx, *given, **more))

    async def round(self, many: int) -> None:
        """So many at once; what they may act on is what stood before."""
        acts = (
            (self.ask, 4), (self.type_code, 6), (self.prove_to_staff, 4), (self.ask_change, 4),
            (self.type_change, 4), (self.take_back, 2), (self.shut_out, 2), (self.let_in, 2),
            (self.delete, 1), (self.restore, 2), (self.staff_change, 2), (self.stub, 2),
            (self.bring_a_list, 1), (self.invite, 2), (self.take_up, 2),
        )  # fmt: skip
        await self.do(Tx.run, TIME_PASSES)
        await self.look_round()
        if self.chance.random() < 0.3:
            await self.do(Tx.run, MONTHS_PASS, customer_id=self.somebody(), ago=PASSED)
        chosen = self.chance.choices(
            [act for act, _ in acts], [weight for _, weight in acts], k=many
        )
        # More than one has the same code, the same session, the same record before them.
        await asyncio.gather(*(self.act(each) for each in chosen))

    async def rush(self) -> None:
        """Everybody who may have one number by a code types it at the same moment, while staff
        turn to somebody who has it."""
        await self.do(Tx.run, TIME_PASSES)
        await self.look_round()
        kind, typed = self.reach()
        codes: list[Callable[[], Awaitable[object]]] = []
        sign_up = wanting("registration", **{kind: typed})
        if challenge := await self.asked(customers.ask_code, sign_up):
            codes.append(partial(self.type_this, challenge.id))
        for customer_id in self.records[:2]:
            theirs = wanting("verification", customer_id=customer_id, **{kind: typed})
            if challenge := await self.asked(customers.ask_code, theirs):
                codes.append(partial(self.type_to_staff, challenge.id))
        for session in reversed(self.sessions):
            wish = ChangeAsked(kind, typed, "OM", "en")
            if challenge := await self.asked(customers.request_change, session, wish):
                codes.append(partial(self.type_that, session, challenge))
                break
        self.records = [self.somebody()]
        beside = self.chance.choices(
            (self.shut_out, self.let_in, self.staff_change, self.delete, self.restore),
            (2, 1, 6, 1, 2),
            k=3,
        )
        await asyncio.gather(*(self.act(each) for each in (*codes, *beside)))

    async def asked(self, what: Callable[..., Awaitable[object]], *given: Any) -> Challenge | None:
        """A minute after whatever was asked for at the number before."""
        await self.do(Tx.run, A_MINUTE_PASSES)
        with suppress(*ANSWERS):
            challenge = await self.do(what, *given)
            return challenge if isinstance(challenge, Challenge) else None
        return None

    async def act(self, what: Callable[[], Awaitable[object]]) -> None:
        name = getattr(what, "func", what).__name__
        try:
            done = await what()
        except COLLISIONS:
            raise
        except ANSWERS:
            self.happened[f"{name} refused"] += 1
        else:
            self.happened[name if done else f"{name} in vain"] += 1

    async def look_round(self) -> None:
        async def seen(tx: Tx) -> None:
            self.records = [row["id"] for row in await tx.rows(RECORDS)]
            said = [each.link.rpartition("/")[2] for each in await told(tx) if each.link]
            self.undoing, self.invitations = _read("ru", said), _read("ri", said)

        await self.do(seen)
        del self.codes[:-3], self.sessions[:-3], self.changes[:-2]

    def reach(self) -> tuple[Kind, str]:
        return self.chance.choice(
            (("phone", NUMBERS[0]), ("phone", NUMBERS[1]), ("email", ADDRESS))
        )

    def somebody(self) -> UUID:
        return self.chance.choice(self.records) if self.records else UUID(int=0)

    async def ask(self) -> bool:
        kind, typed = self.reach()
        purpose: Literal["login", "registration"]
        purpose = self.chance.choice(("login", "registration", "registration"))
        wanted = wanting(purpose, **{kind: typed})
        challenge = await self.do(customers.ask_code, wanted)
        if isinstance(challenge, Challenge):
            self.codes.append(challenge.id)
        return isinstance(challenge, Challenge)

    async def type_code(self) -> bool:
        if not self.codes:
            return False
        return await self.type_this(self.chance.choice(self.codes))

    async def type_this(self, challenge_id: UUID) -> bool:
        code = await self.do(code_sent, challenge_id)
        guess = await self.do(identity.count_guess, challenge_id, bound_to=None)
        session = await self.do(_come_in, guess, code)
        if session:
            self.sessions.append(session)
        return session is not None

    async def prove_to_staff(self) -> bool:
        customer = await self.do(customers.customer_by_id, self.somebody())
        reached = dict(customer.person.identifiers())
        if not reached:
            return False
        kind, value = self.chance.choice(list(reached.items()))
        wanted = wanting("verification", customer_id=customer.id, **{kind: value})
        challenge = await self.do(customers.ask_code, wanted)
        return isinstance(challenge, Challenge) and await self.type_to_staff(challenge.id)

    async def type_to_staff(self, challenge_id: UUID) -> bool:
        code = await self.do(code_sent, challenge_id)
        guess = await self.do(identity.count_guess, challenge_id, bound_to=None)
        proven = await self.do(customers.verify_identifier, guess, code)
        return isinstance(proven, Customer)

    async def ask_change(self) -> bool:
        if not self.sessions:
            return False
        session = self.chance.choice(self.sessions)
        kind, typed = self.reach()
        wanted = ChangeAsked(kind, typed, "OM", "en")
        challenge = await self.do(customers.request_change, session, wanted)
        if isinstance(challenge, Challenge):
            self.changes.append((session, challenge))
        return isinstance(challenge, Challenge)

    async def type_change(self) -> bool:
        if not self.changes:
            return False
        return await self.type_that(*self.chance.choice(self.changes))

    async def type_that(self, session: AccountSession, challenge: Challenge) -> bool:
        code, _ = await self.do(sent, challenge)
        guess = await self.do(customers.count_change_guess, session, challenge.id)
        done = await self.do(customers.verify_change, session, guess, code, portal=PORTAL)
        return done is not None

    async def take_back(self) -> bool:
        if not self.undoing:
            return False
        link = self.chance.choice(self.undoing)
        return await self.do(customers.reverse_change, link) is not None

    async def shut_out(self) -> bool:
        if self.chance.random() < 0.5:
            await self.do(customers.block_customer, self.somebody(), reason="argues")
            return True
        until = datetime.now(UTC) + timedelta(days=90)
        who = self.somebody()
        await self.do(customers.suspend_customer, who, reason="argues", until=until)
        return True

    async def let_in(self) -> bool:
        again = self.chance.choice((customers.unblock_customer, customers.unsuspend_customer))
        await self.do(again, self.somebody())
        return True

    async def delete(self) -> bool:
        await self.do(customers.delete_customer, self.somebody())
        return True

    async def restore(self) -> bool:
        await self.do(customers.restore_customer, self.somebody(), shared_phone=True)
        return True

    async def staff_change(self) -> bool:
        kind, typed = self.reach()
        given, who = {"name": "Salma", kind: typed}, self.somebody()
        more: dict[str, Any] = {"country": "OM", "shared_phone": True, "sees_phones": True}
        await self.do(customers.change_customer, who, given, **more)
        return True

    async def stub(self) -> bool:
        is_shared = self.chance.random() < 0.5
        number = self.chance.choice(NUMBERS)
        await self.do(registered, name="Salma", phone=number, shared_phone=is_shared)
        return True

    async def bring_a_list(self) -> bool:
        rows = [Row(2, {"name": "Salma", "phone": self.chance.choice(NUMBERS), "email": ADDRESS})]
        (result,) = await self.do(customers.import_rows, rows, country="OM")
        return result.outcome == "registered"

    async def invite(self) -> bool:
        kind, _ = self.reach()
        await self.do(people.invite_customer, self.somebody(), kind, portal=PORTAL)
        return True

    async def take_up(self) -> bool:
        if not self.invitations:
            return False
        link = self.chance.choice(self.invitations)
        asked = await self.do(people.ask_claim_code, link, language="en", bound_to=BROWSER)
        if not isinstance(asked, Challenge):
            return False
        code, _ = await self.do(sent, asked)
        guess = await self.do(identity.count_guess, asked.id, bound_to=BROWSER)
        return await self.do(_take_up, link, guess, code)


def _read(kind: Literal["ru", "ri"], said: Sequence[str]) -> list[Credential]:
    found = (read_credential(text, kind=kind, environment="test") for text in said)
    return [link for link in found if link][-4:]


async def _come_in(tx: Tx, guess: Guess, code: str) -> AccountSession | None:
    """As an app or the portal: the session begins where the code is proven."""
    entered = await customers.enter(tx, guess, code, language="en")
    if entered is None or entered.account_id is None:
        return None
    return await signed_in(tx, entered.account_id)


async def _take_up(tx: Tx, link: Credential, guess: Guess, code: str) -> bool:
    claimed = await people.accept_invitation(tx, link, guess, code)
    if claimed:
        await signed_in(tx, claimed.account_id)
    return claimed is not None
