"""Asking for a code: the same answer and the same statements for known and unknown."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from regulars.domains.customers.reach.identifier_of import Typed, read_identifier
from regulars.domains.customers.reach.proven_by import NOBODY, proven_by
from regulars.domains.identity import (
    Challenge,
    CodeWanted,
    Credential,
    ProvenBy,
    account_of,
    find_device,
    request_code,
)
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """`phone` or `email` as typed; `country` is where a number without a country code is from.
    `bound_to` is the hash of what the asker holds and brings again with the code. `device` is the
    secret of a device that somebody signed in with. `customer_id`: whose identifier staff want
    proven."""

    purpose: Literal["login", "registration", "verification"]
    phone: str | None = field(repr=False)
    email: str | None = field(repr=False)
    country: str
    language: Literal["en", "ar"]
    bound_to: bytes | None = field(default=None, repr=False)
    device: Credential | None = field(default=None, repr=False)
    customer_id: UUID | None = None


async def ask_code(tx: Tx, wanted: CodeAsked) -> Challenge | int:
    """The challenge, or the seconds to wait. Count the asker's address before, in a unit of work
    of its own (`identity.count_peer_try`). To a number that nobody proved nothing is sent at
    sign-in, nor to one that is not the customer's at a verification; nothing of it shows."""
    typed = read_identifier(wanted.phone, wanted.email, country=wanted.country)
    holder_id, is_real = await _holder(tx, wanted, typed)
    account = await account_of(tx, "customer", holder_id)
    account_id = account.id if account else None
    # What staff have proven is nobody's sign-in, whoever's device is told of.
    device = wanted.device if wanted.purpose != "verification" else None
    device_id = await find_device(tx, account_id or NOBODY, device)
    return await request_code(
        tx,
        CodeWanted(
            wanted.purpose,
            typed.kind,
            typed.value,
            wanted.language,
            is_real=is_real,
            account_id=account_id,
            holder_id=None if holder_id == NOBODY else holder_id,
            device_id=device_id,
            bound_to=wanted.bound_to,
            shown=typed.shown,
            proven_by=await _proven_by(tx, wanted, typed),
        ),
    )


async def _proven_by(tx: Tx, wanted: CodeAsked, typed: Typed) -> ProvenBy | None:
    """At sign-in that is the account itself."""
    if wanted.purpose != "verification":
        return None
    return await proven_by(tx, typed.kind, typed.value)


async def _holder(tx: Tx, wanted: CodeAsked, typed: Typed) -> tuple[UUID, bool]:
    """Whose it is, as far as that counts here, and whether a code may leave."""
    row = await tx.row(
        sql.holder,
        kind=typed.kind,
        token=tx.keys.token(typed.kind, typed.value),
        customer_id=wanted.customer_id if wanted.purpose == "verification" else None,
    )
    if row is None:
        return NOBODY, wanted.purpose == "registration"
    return row["customer_id"], True
