"""Customers with an account for tests of changes: proven, signed in, with the codes they get."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from regulars.domains import customers, identity
from regulars.domains.customers import ChangeAsked, Customer, Portal, ReachKind
from regulars.domains.identity import AccountSession, Challenge
from regulars.domains.identity.codes.rules import CODE_DESTINATION, code_of
from regulars.domains.identity.sends.notices import NOTICE
from regulars.runtime.tx import Tx
from tests.domains.customers.verified import VERIFY
from tests.domains.evidence import asking
from tests.world import registered

ShutOutBy = Literal["blocked", "suspended"]
PORTAL = Portal("https://shop.example.com/p/laundry", "test", "laundry0")

CHALLENGE = asking(
    "SELECT purpose, kind, destination, account_id, key_id, wrapped, sealed"
    "  FROM identity.challenges WHERE tenant_id = $1 AND id = $2",
    "id",
)
NOTICES = asking(
    "SELECT id, kind, channel, language, key_id, wrapped, sealed"
    "  FROM identity.notices WHERE tenant_id = $1 ORDER BY id"
)
PROVEN_BY = asking(
    "SELECT proven_by_holder FROM identity.challenges WHERE tenant_id = $1"
    " ORDER BY created_at DESC, id DESC LIMIT 1"
)
AGE = asking(
    "UPDATE identity.account_sessions SET proven_at = proven_at - interval '11 minutes'"
    " WHERE tenant_id = $1"
)
FORGET_ASKED = asking(
    "UPDATE identity.challenges SET created_at = created_at - interval '2 days'"
    " WHERE tenant_id = $1"
)


@dataclass(frozen=True, slots=True)
class Told:
    kind: str
    to: str
    link: str | None


async def account_holder(tx: Tx, **given: Any) -> tuple[Customer, AccountSession]:
    """What is given is proven, and they are signed in just now."""
    values = {"name": "Huda", "phone": "91234567", "email": "huda@example.com"} | given
    known = {name: value for name, value in values.items() if value}
    made = await registered(tx, "guest", **known)
    await tx.run(VERIFY, customer_id=made.id)
    account = await identity.open_account(tx, "customer", made.id)
    return await customers.customer_by_id(tx, made.id), await signed_in(tx, account.id)


async def shut_out(tx: Tx, customer_id: UUID, way: ShutOutBy) -> None:
    if way == "blocked":
        await customers.block_customer(tx, customer_id, reason="Owes us")
        return
    until = datetime.now(UTC) + timedelta(days=90)
    await customers.suspend_customer(tx, customer_id, reason="Owes us", until=until)


async def signed_in(tx: Tx, account_id: UUID) -> AccountSession:
    begun = await identity.begin_account_session(
        tx,
        account_id,
        "portal",
        device_id=None,
        seen_with="other",
        environment="test",
        tenant_ref="laundry0",
    )
    assert begun
    return begun[0]


async def asked(
    tx: Tx, session: AccountSession, kind: ReachKind, typed: str, **more: Any
) -> Challenge:
    """A code to the new one; earlier ones are long ago."""
    await tx.run(FORGET_ASKED)
    wanted = ChangeAsked(kind, typed, "OM", "en", **more)
    challenge = await customers.request_change(tx, session, wanted)
    assert isinstance(challenge, Challenge)
    return challenge


async def sent(tx: Tx, challenge: Challenge) -> tuple[str, str]:
    """The code, and where it goes."""
    row = await tx.row(CHALLENGE, id=challenge.id)
    assert row
    key = tx.people.unwrap(row["key_id"], row["wrapped"])
    where = tx.people.open(CODE_DESTINATION, row["sealed"], row_id=challenge.id, person=key)
    code = code_of(tx.keys, challenge.id, row["purpose"], row["destination"])
    return code, where[row["kind"]]


async def proven(
    tx: Tx, session: AccountSession, challenge: Challenge, code: str | None = None
) -> customers.IdentifierChange | None:
    right, _ = await sent(tx, challenge)
    guess = await customers.count_change_guess(tx, session, challenge.id)
    return await customers.verify_change(tx, session, guess, code or right, portal=PORTAL)


async def changed(
    tx: Tx, session: AccountSession, kind: ReachKind, typed: str
) -> customers.IdentifierChange:
    done = await proven(tx, session, await asked(tx, session, kind, typed))
    assert done
    return done


async def told(tx: Tx) -> list[Told]:
    """Everything that was said to people, oldest first."""
    found = []
    for row in await tx.rows(NOTICES):
        key = tx.people.unwrap(row["key_id"], row["wrapped"])
        words = tx.people.open(NOTICE, row["sealed"], row_id=row["id"], person=key)
        to = words.get("phone") or words["email"]
        link = json.loads(words["facts"]).get("link")
        found.append(Told(row["kind"], to, link))
    return found


def link_in(said: Told) -> identity.Credential:
    assert said.link
    link = identity.read_credential(said.link.rpartition("/")[2], kind="ru", environment="test")
    assert link
    return link
