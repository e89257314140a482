"""A customer as a value, and what each stage asks of one. Pure: no database, no clock."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from regulars.kernel.email import parse_email
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.ids import AddressId, BranchId, CustomerId
from regulars.kernel.taxid import fold_tax_id
from regulars.kernel.text import fold_words, latin_digits
from regulars.runtime.vault.documents import DataClass, SealedDocument
from regulars.runtime.vault.person_keys import PersonKey

Stage = Literal["guest", "stub", "full"]
Kind = Literal["person", "company"]
State = Literal["active", "blocked"]
# As everybody is shown it: suspended until a time, temporary is a guest without an account.
AccountStatus = Literal["active", "blocked", "suspended", "temporary"]
Tier = Literal["new", "regular", "vip", "premium"]
IdentifierKind = Literal["phone", "email", "tax_id"]
STAGES: tuple[Stage, ...] = ("guest", "stub", "full")

CUSTOMER_PERSON = SealedDocument(
    "customers.person.v1",
    {
        "name": DataClass.NAME,
        "name2": DataClass.NAME,
        "phone": DataClass.PHONE,
        "phone_typed": DataClass.PHONE,
        "email": DataClass.EMAIL,
        "birth_date": DataClass.BIRTH_DATE,
        "tax_id": DataClass.TAX_ID,
        "preferences": DataClass.PREFERENCES,
        "block_reason": DataClass.FREE_TEXT,
    },
)
# {field: [old, new]} of what a fact changed.
CUSTOMER_CHANGES = SealedDocument("customers.changes.v1", dict(CUSTOMER_PERSON.fields.items()))

# Longer bare ones are telephone numbers first, see finding/search.py.
NUMBER = re.compile(r"(?:cust|#)[\s_#-]*0*([1-9][0-9]{0,11})|0*([1-9][0-9]{0,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """What is sealed about a customer. The phone is E.164, beside it as it was typed."""

    name: str | None = None
    name2: str | None = None
    phone: str | None = None
    phone_typed: str | None = None
    email: str | None = None
    birth_date: str | None = None
    tax_id: str | None = None
    preferences: Mapping[str, Any] | None = None
    block_reason: str | None = None

    def document(self) -> dict[str, Any]:
        """Only what is known: absent fields take no room in the seal."""
        values = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    def identifiers(self) -> list[tuple[IdentifierKind, str]]:
        """What identifies this person, in the form that tokens are made of."""
        found: list[tuple[IdentifierKind, str]] = []
        if self.phone:
            found.append(("phone", self.phone))
        if self.email:
            found.append(("email", parse_email(self.email).folded))
        if self.tax_id:
            found.append(("tax_id", fold_tax_id(self.tax_id)))
        return found

    @property
    def birth_day(self) -> date | None:
        return date.fromisoformat(self.birth_date) if self.birth_date else None

    @property
    def birth_year_band(self) -> int | None:
        """The first of five years, which is as much of a birth date as stands in clear."""
        return self.birth_day.year // 5 * 5 if self.birth_day else None

    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*fold_words(self.name or ""), *fold_words(self.name2 or ""))))


@dataclass(frozen=True, slots=True)
class Traits:
    """What is kept in clear about a customer: none of it tells who they are."""

    kind: Kind = "person"
    language: Literal["en", "ar"] | None = None
    gender: Literal["female", "male"] | None = None
    tags: tuple[str, ...] = ()
    branch_id: BranchId | None = None
    company_id: CustomerId | None = None
    credit_limit_minor: int | None = None
    currency: str | None = None
    payment_terms_days: int | None = None
    # `sms.orders=no`: only what was said, see records/notifications.py.
    notification_preferences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What other rooms make of a customer. Nobody sets these by hand."""

    orders_count: int = 0
    spend_minor: int = 0
    spend_currency: str | None = None
    average_minor: int | None = None
    tier: Tier = "new"
    risk_score: int | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """When phone and e-mail were proven to be theirs; None where they were not."""

    phone_at: datetime | None = None
    email_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A customer about to be registered: every field read, nothing missing for its stage. On the
    way `towards` another one they are asked what it asks, too."""

    stage: Stage
    person: Person
    traits: Traits
    shared_phone: bool = False
    created_at: datetime | None = None
    towards: Stage | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer for life. `key` seals what belongs to them."""

    id: CustomerId
    number: int
    stage: Stage
    state: State
    person: Person
    traits: Traits
    version: int
    created_at: datetime
    updated_at: datetime
    key: PersonKey = field(repr=False, compare=False)
    deleted_at: datetime | None = None
    merged_into: CustomerId | None = None
    figures: Figures = Figures()
    verified: Verified = Verified()
    completed_at: datetime | None = None
    pictured_at: datetime | None = None
    default_address_id: AddressId | None = None
    last_login_at: datetime | None = None
    # Only while it lasts: by the database's clock when this was read.
    suspended_until: datetime | None = None

    @property
    def account_status(self) -> AccountStatus:
        if self.state == "blocked":
            return "blocked"
        if self.suspended_until is not None:
            return "suspended"
        is_temporary = self.stage == "guest" and self.last_login_at is None
        return "temporary" if is_temporary else "active"

    @property
    def is_shut_out(self) -> bool:
        return self.account_status in ("blocked", "suspended")

    @property
    def has_address(self) -> bool:
        """Whoever has any has a default."""
        return self.default_address_id is not None

    @property
    def is_verified(self) -> bool:
        """Whether whatever reaches this person is proven theirs: phone and e-mail, where known."""
        known = [
            (self.person.phone, self.verified.phone_at),
            (self.person.email, self.verified.email_at),
        ]
        proofs = [proven_at for value, proven_at in known if value]
        return bool(proofs) and all(proofs)

    @property
    def shown_number(self) -> str:
        return show_number(self.number)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change does: the customer after it, and each field's [old, new]."""

    after: Customer
    clear: dict[str, list[Any]]
    sealed: dict[str, list[Any]]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(sorted((*self.clear, *self.sealed)))


def show_number(number: int) -> str:
    return f"CUST-{number:05d}"


def read_number(text: str) -> int | None:
    """CUST-00042, cust 42, #42, ٤٢: a customer number in any writing, with whatever dash and
    marks of direction came along when it was pasted."""
    kinds = ((sign, unicodedata.category(sign)) for sign in latin_digits(text))
    plain = "".join("-" if kind == "Pd" else sign for sign, kind in kinds if kind != "Cf")
    match = NUMBER.fullmatch(plain.strip())
    return int(match[1] or match[2]) if match else None


def looks_like_number(text: str) -> bool:
    """Whether a search field should be read as a customer number."""
    return read_number(text) is not None


def missing_for(stage: Stage, person: Person) -> list[FieldError]:
    """A guest needs nothing, a stub a name and a phone, a full customer an e-mail besides."""
    wanted: dict[Stage, tuple[str, ...]] = {
        "guest": (),
        "stub": ("name", "phone"),
        "full": ("name", "phone", "email"),
    }
    return [
        FieldError(name, f"{name}_missing") for name in wanted[stage] if not getattr(person, name)
    ]


def names_in_tags(person: Person, tags: Sequence[str]) -> list[FieldError]:
    """Tags lie in clear, so none may spell out who bears it."""
    names = [
        set(words) for name in (person.name, person.name2) if (words := fold_words(name or ""))
    ]
    if any(name <= set(fold_words(tag)) for name in names for tag in tags):
        return [FieldError("tags", "tag_names_customer")]
    return []


COMPANY_FIELDS = ("tax_id", "credit_limit_minor", "currency", "payment_terms_days")


def misfits(person: Person, traits: Traits) -> list[FieldError]:
    """What a person cannot have, or a company; and money without a currency."""
    if traits.kind == "company" and traits.company_id is not None:
        return [FieldError("company_id", "company_is_no_contact")]
    if traits.kind == "company":
        needs = traits.credit_limit_minor is not None and traits.currency is None
        return [FieldError("currency", "currency_missing")] if needs else []
    theirs = {"tax_id": person.tax_id, **{n: getattr(traits, n) for n in COMPANY_FIELDS[1:]}}
    return [FieldError(n, "only_for_companies") for n, value in theirs.items() if value is not None]


def missing_by_change(customer: Customer, person: Person, stage: Stage) -> list[FieldError]:
    """What a change leaves a stage without that needs it. What was gone before, since a number or
    an address passed on to somebody else, keeps nobody from changing the rest."""
    missing = missing_for(stage, person)
    if stage != customer.stage:
        return missing
    return [error for error in missing if getattr(customer.person, error.field)]


def change(customer: Customer, person: Person, traits: Traits, *, stage: Stage) -> Changes:
    """Raises Invalid when the stage would lose what it needs."""
    if errors := missing_by_change(customer, person, stage):
        raise Invalid(*errors)
    if stage != customer.stage and STAGES.index(stage) < STAGES.index(customer.stage):
        raise ValueError("nobody is taken down a stage")
    clear = _differences(customer.traits, traits)
    if stage != customer.stage:
        clear["stage"] = [customer.stage, stage]
    sealed = _differences(customer.person, person)
    after = replace(
        customer, person=person, traits=traits, stage=stage, version=customer.version + 1
    )
    return Changes(after, clear, sealed)


def _differences(before: Any, after: Any) -> dict[str, list[Any]]:
    return {
        entry.name: [_plain(getattr(before, entry.name)), _plain(getattr(after, entry.name))]
        for entry in fields(before)
        if getattr(before, entry.name) != getattr(after, entry.name)
    }


def _plain(value: Any) -> Any:
    """As JSON has it: facts keep what was and what became of it."""
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, UUID) else value
