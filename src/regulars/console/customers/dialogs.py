"""What the dialogs and forms of a customer show."""

from dataclasses import dataclass, field
from typing import Literal

from regulars.console.customers.views import Errors, Kind, Purpose, Stage


@dataclass(frozen=True, slots=True)
class PreferenceControl:
    """A preference that the shop declared, as a control. `choices` are (key, shown) pairs; one
    that was retired can only be taken away."""

    key: str
    label: str
    kind: Literal["choice", "yes_no", "text", "number"]
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_retired: bool = False
    # Those of which it is not asked: in a form that chooses a stage it shows only for the others.
    hidden_for: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerFields:
    """What a form holds, as typed. `controls` stand in for `preferences` where the shop declared
    which there are; `wishes` are the switches that are on, such as `sms.orders`."""

    kind: Kind = "person"
    name: str = ""
    name2: str = ""
    phone: str = ""
    email: str = ""
    birth_date: str = ""
    # There is one, which is not for whoever edits.
    birth_date_is_kept: bool = False
    gender: str = ""
    language: str = ""
    branch_id: str = ""
    tags: str = ""
    preferences: tuple[tuple[str, str], ...] = ()
    controls: tuple[PreferenceControl, ...] = ()
    company: str = ""
    tax_id: str = ""
    credit_limit: str = ""
    currency: str = ""
    payment_terms_days: str = ""
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who already has the number. `phone` comes masked."""

    id: str
    number: str
    name: str | None
    name2: str | None
    stage: Stage
    phone: str | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class PictureDialog:
    id: str
    number: str
    name: str | None = None
    picture: str | None = None
    errors: Errors = field(default_factory=dict)
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class CustomerForm:
    """One dialog for making, editing and upgrading; `errors` maps a field to its error codes.
    `needs` are what makes a customer full, each with whether it is there."""

    purpose: Purpose
    fields: CustomerFields = CustomerFields()
    stage: Stage = "stub"
    customer_id: str | None = None
    version: int | None = None
    branches: tuple[tuple[str, str], ...] = ()
    currencies: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ("en", "ar")
    errors: Errors = field(default_factory=dict)
    error: str | None = None
    candidates: tuple[Candidate, ...] = ()
    is_again: bool = False
    needs: tuple[tuple[str, bool], ...] = ()
    origin: Literal["till", "page"] = "page"

    @property
    def first_field(self) -> Literal["name", "phone", "email", "preferences"]:
        """Where to begin typing: an upgrade asks first for what is missing."""
        if set(self.errors) == {"preferences"}:
            return "preferences"
        if self.purpose != "upgrade" or not self.fields.name:
            return "name"
        if not self.fields.phone:
            return "phone"
        return "name" if self.fields.email else "email"

    @property
    def wants_email(self) -> bool:
        return self.purpose == "upgrade" and self.stage == "full"

    @property
    def wants_preferences(self) -> bool:
        return self.wants_email and ("preferences", False) in self.needs

    @property
    def is_known(self) -> bool:
        """Somebody has the phone already, here or where this session may not look."""
        return self.error in ("phone_known", "phone_known_elsewhere")


@dataclass(frozen=True, slots=True)
class DeletionDialog:
    id: str
    number: str
    version: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class RestorationDialog:
    """Somebody took the number meanwhile. No candidates: somebody of another branch did."""

    id: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class SuspensionDialog:
    """Keeps out for a `span`, or `until` as typed in the shop's zone; `sign_ins` would end."""

    id: str
    number: str
    version: int
    name: str | None = None
    reason: str = ""
    span: str = "day"
    until: str = ""
    zone: str = "Asia/Muscat"
    sign_ins: int = 0
    errors: Errors = field(default_factory=dict)
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class SigningOut:
    """Asks before every sign-in of a customer ends: nobody can take that back for them."""

    id: str
    number: str
    name: str | None = None
    sign_ins: int = 0


@dataclass(frozen=True, slots=True)
class BlockingDialog:
    """Blocks, or asks before it unblocks; then `reason` is why they were blocked."""

    id: str
    number: str
    name: str | None = None
    reason: str = ""
    errors: Errors = field(default_factory=dict)
    is_again: bool = False
    sign_ins: int = 0
    version: int | None = None
