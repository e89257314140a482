"""Coming in as people do: a code asked for, read off their phone, typed."""

from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from regulars.domains import customers, identity
from regulars.domains.customers import CodeAsked, Entered
from regulars.domains.identity.codes.rules import Purpose, code_of
from regulars.runtime.tx import Tx
from tests.domains.evidence import asking

RESEND = timedelta(hours=3)
CODES_AGE = asking(
    "UPDATE identity.challenges SET created_at = created_at - $2::interval,"
    " expires_at = expires_at - $2::interval WHERE tenant_id = $1",
    "ago",
)
# Asked for just now, whatever a test made of the time since.
CODES_YOUNG = asking(
    "UPDATE identity.challenges SET expires_at = now() + interval '5 minutes' WHERE tenant_id = $1"
)
MONTHS_PASS = asking(
    "WITH i AS (UPDATE customers.identifiers SET verified_at = verified_at - $3::interval"
    "            WHERE tenant_id = $1 AND customer_id = $2 AND verified_at IS NOT NULL"
    "            RETURNING 1)"
    " UPDATE customers.customers"
    "    SET phone_verified_at = phone_verified_at - $3::interval,"
    "        email_verified_at = email_verified_at - $3::interval,"
    "        last_login_at = last_login_at - $3::interval"
    "  WHERE tenant_id = $1 AND id = $2 AND (SELECT count(*) FROM i) >= 0",
    "customer_id",
    "ago",
)
SECRETS = asking(
    "SELECT purpose, destination, is_real FROM identity.challenges"
    " WHERE tenant_id = $1 AND id = $2",
    "id",
)
LIVE_OWNERS = asking(
    "SELECT customer_id FROM customers.identifiers"
    " WHERE tenant_id = $1 AND token = $2 AND verified_at IS NOT NULL AND released_at IS NULL",
    "token",
)


def wanting(
    purpose: Literal["login", "registration", "verification"] = "registration",
    *,
    phone: str | None = None,
    email: str | None = None,
    **more: Any,
) -> CodeAsked:
    return CodeAsked(purpose, phone, email, "OM", "en", **more)


async def ask(tx: Tx, wanted: CodeAsked) -> UUID:
    """Long after whatever was asked before."""
    await tx.run(CODES_AGE, ago=RESEND)
    challenge = await customers.ask_code(tx, wanted)
    assert isinstance(challenge, identity.Challenge)
    return challenge.id


async def code_sent(tx: Tx, challenge_id: UUID) -> str:
    """The code that is right for it, whether or not one left."""
    row = await tx.row(SECRETS, id=challenge_id)
    assert row is not None
    purpose: Purpose = row["purpose"]
    return code_of(tx.keys, challenge_id, purpose, row["destination"])


async def is_real(tx: Tx, challenge_id: UUID) -> bool:
    row = await tx.row(SECRETS, id=challenge_id)
    assert row is not None
    return bool(row["is_real"])


async def type_code(
    tx: Tx,
    challenge_id: UUID,
    code: str | None = None,
    *,
    also: UUID | None = None,
    language: Literal["en", "ar"] = "en",
) -> Entered | None:
    guess = await identity.count_guess(tx, challenge_id, bound_to=None)
    typed = await code_sent(tx, challenge_id) if code is None else code
    return await customers.enter(tx, guess, typed, language=language, also=also)


async def come_in(tx: Tx, *, also: UUID | None = None, **asked: Any) -> Entered | None:
    return await type_code(tx, await ask(tx, wanting(**asked)), also=also)


async def let_in(tx: Tx, **asked: Any) -> tuple[UUID, UUID]:
    """(customer, account) of somebody who is in."""
    entered = await come_in(tx, **asked)
    assert entered
    assert entered.customer_id
    assert entered.account_id
    return entered.customer_id, entered.account_id


async def owners(tx: Tx, kind: str, value: str) -> list[UUID]:
    rows = await tx.rows(LIVE_OWNERS, token=tx.keys.token(kind, value))
    return [row["customer_id"] for row in rows]


async def staff_prove(tx: Tx, customer_id: UUID, **asked: Any) -> Any:
    """A code typed to staff at the till."""
    wanted = wanting("verification", customer_id=customer_id, **asked)
    challenge_id = await ask(tx, wanted)
    guess = await identity.count_guess(tx, challenge_id, bound_to=None)
    return await customers.verify_identifier(tx, guess, await code_sent(tx, challenge_id))
