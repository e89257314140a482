"""A safe change of phone or e-mail as a value: what is wanted, what was before, who is told."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from regulars.domains.customers.model import Customer, Person, Verified
from regulars.domains.customers.reach.entry import ProvenKind
from regulars.domains.customers.reach.identifier_of import read_identifier
from regulars.kernel.email import parse_email
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.vault.documents import DataClass, SealedDocument

ReachKind = ProvenKind
REACH_KINDS: tuple[ReachKind, ...] = ("phone", "email")

REVERSIBLE_FOR = timedelta(hours=72)

# What a customer was reached by before they changed it.
REACHED_BEFORE = SealedDocument(
    "customers.reached_before.v1",
    {"phone": DataClass.PHONE, "phone_typed": DataClass.PHONE, "email": DataClass.EMAIL},
)


@dataclass(frozen=True, slots=True)
class Reach:
    """A number or an address. `value` is what identifies: E.164, or the folded address; `shown`
    is as it was typed."""

    kind: ReachKind
    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class IdentifierChange:
    """What became of a change. `took_over` says that somebody else had proven it before,
    `had_one` that there was one of their own to change, `is_same` that it was this very one and
    only its proof was missing."""

    customer: Customer
    kind: ReachKind
    took_over: bool
    had_one: bool = True
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Reversal:
    """A link that undoes a change, before it is used. `is_taken` says that somebody else has
    proven the old number or address since: then it stays theirs. `also` is the other kind, where
    it was changed since and goes back too."""

    customer_id: UUID
    kind: ReachKind
    changed_at: datetime
    reversible_until: datetime
    had_one: bool
    is_taken: bool
    also: ReachKind | None


@dataclass(frozen=True, slots=True)
class Reversed:
    """What a link did. `is_restored` is False where there was none before, or it is taken;
    `reaches_on` whether the account can still be signed in to."""

    customer: Customer
    kind: ReachKind
    had_one: bool
    is_restored: bool
    reaches_on: bool
    also: ReachKind | None


def read_reach(kind: ReachKind, typed: str, *, country: str) -> Reach:
    """Raises Invalid."""
    if not typed.strip():
        raise Invalid(FieldError(kind, f"{kind}_missing"))
    phone, email = (typed, None) if kind == "phone" else (None, typed)
    read = read_identifier(phone, email, country=country)
    return Reach(kind, read.value, read.shown)


def reach_of(customer: Customer, kind: ReachKind) -> Reach | None:
    """What is on the record, proven or not."""
    return reach_of_person(customer.person, kind)


def reach_of_person(person: Person, kind: ReachKind) -> Reach | None:
    if kind == "phone":
        return Reach(kind, person.phone, person.phone_typed or "") if person.phone else None
    if not person.email:
        return None
    return Reach(kind, parse_email(person.email).folded, person.email)


def proven_at(customer: Customer, kind: ReachKind) -> datetime | None:
    return customer.verified.phone_at if kind == "phone" else customer.verified.email_at


def proven_reach(customer: Customer, kind: ReachKind) -> Reach | None:
    return reach_of(customer, kind) if proven_at(customer, kind) else None


def refuse_unchanged(customer: Customer, wanted: Reach) -> None:
    kept = proven_reach(customer, wanted.kind)
    if kept and kept.value == wanted.value:
        raise Invalid(FieldError(wanted.kind, f"{wanted.kind}_unchanged"))


def is_on_record(customer: Customer, wanted: Reach) -> bool:
    """It stays what it is, and only becomes proven."""
    known = reach_of(customer, wanted.kind)
    return known is not None and known.value == wanted.value


def who_is_told(customer: Customer, kind: ReachKind) -> Reach | None:
    """Of a change: what is proven now, the changed kind first. Nobody else: a number that was
    never proven may be a stranger's."""
    return proven_reach(customer, kind) or proven_reach(customer, other(kind))


def who_confirms(customer: Customer, kind: ReachKind) -> Reach | None:
    """Where the code goes that proves anew who they are: not to what they want to be rid of,
    while there is something else."""
    return proven_reach(customer, other(kind)) or proven_reach(customer, kind)


def other(kind: ReachKind) -> ReachKind:
    return "email" if kind == "phone" else "phone"


def with_reach(person: Person, kind: ReachKind, reach: Reach | None) -> Person:
    if kind == "phone":
        return replace(
            person,
            phone=reach.value if reach else None,
            phone_typed=(reach.shown or None) if reach else None,
        )
    return replace(person, email=reach.shown if reach else None)


def with_proof(verified: Verified, kind: ReachKind, at: datetime | None) -> Verified:
    if kind == "phone":
        return replace(verified, phone_at=at)
    return replace(verified, email_at=at)
