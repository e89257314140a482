"""Staff, sessions and keys as values, and what a sign-in deserves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from regulars.kernel.email import Email, parse_email
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.ids import ApiKeyId, BranchId, SessionId, StaffId
from regulars.kernel.phone import parse_phone
from regulars.kernel.text import clean_line
from regulars.runtime.context import ActorKind
from regulars.runtime.vault.documents import DataClass, SealedDocument

# What a key is: a program's secret, or what every copy of an app carries.
KeyKind = Literal["secret", "publishable"]
Role = Literal["owner", "admin", "branch", "support", "vendor", "driver"]
ROLES: tuple[Role, ...] = ("owner", "admin", "branch", "support", "vendor", "driver")

STAFF_PERSON = SealedDocument(
    "identity.staff.v1",
    {"name": DataClass.NAME, "email": DataClass.EMAIL, "phone": DataClass.PHONE},
)

# {field: [old, new]} of what a fact changed.
STAFF_CHANGES = SealedDocument("identity.staff_changes.v1", dict(STAFF_PERSON.fields.items()))

NAME_LENGTH_MAX = 120
PASSWORD_LENGTH_MIN = 10
PASSWORD_LENGTH_MAX = 200

ATTEMPTS_MAX = 8
ATTEMPTS_WINDOW = timedelta(minutes=15)
# Fifty wrong ones a day are eighteen thousand a year: nothing against ten letters and a limit of
# five codes after them, and more than anybody mistypes.
ATTEMPTS_DAY_MAX = 50
ATTEMPTS_DAY = timedelta(days=1)

# Searches for a phone or an e-mail that found nobody, in one window. Behind a masked number lie
# about ten thousand others, so whoever may not see it whole must not be able to try them quickly.
# A very busy till makes 200 new customers an hour, each after one miss: 33 in ten minutes.
# A key: one such till, twice over. A person: several tills under one account, and an address that
# is searched for while it is typed misses a few times before it is whole.
SEARCH_WINDOW = timedelta(minutes=10)
SEARCH_MISSES_MAX: Mapping[ActorKind, int] = {"key": 60, "staff": 300}


class Scope(StrEnum):
    """What a key may do. A staff role stands for a fixed set of these."""

    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    CUSTOMERS_REVEAL = "customers:reveal"
    CUSTOMERS_AGE = "customers:age"
    # The date itself: whoever sells needs the answer alone.
    CUSTOMERS_BIRTH_DATE = "customers:birth_date"
    VERIFICATIONS_REVIEW = "verifications:review"
    AUDIT_READ = "audit:read"
    EXPORTS_WRITE = "exports:write"
    SETTINGS_READ = "settings:read"
    SETTINGS_WRITE = "settings:write"


SCOPES: tuple[Scope, ...] = tuple(Scope)

ROLE_SCOPES: dict[Role, frozenset[Scope]] = {
    "owner": frozenset(SCOPES),
    "admin": frozenset(SCOPES),
    "branch": frozenset(
        {
            Scope.CUSTOMERS_READ,
            Scope.CUSTOMERS_WRITE,
            Scope.CUSTOMERS_REVEAL,
            Scope.CUSTOMERS_AGE,
            Scope.EXPORTS_WRITE,
        }
    ),
    # Looks, and changes nothing: each number in full is asked for by itself, and logged as support.
    "support": frozenset({Scope.CUSTOMERS_READ, Scope.CUSTOMERS_REVEAL}),
    # Sells in branches of the tenant: serves and invites who is held there, takes no file away.
    "vendor": frozenset(
        {Scope.CUSTOMERS_READ, Scope.CUSTOMERS_WRITE, Scope.CUSTOMERS_REVEAL},
    ),
    # Their own account; customers once orders bring deliveries.
    "driver": frozenset(),
}

# They see the branches that are theirs, one at a time, and no customer outside of them.
BRANCH_ROLES: frozenset[Role] = frozenset({"branch", "vendor"})

# A code by SMS opens these and no others; who has one of them needs no e-mail.
PHONE_ROLES: frozenset[Role] = frozenset({"vendor", "driver"})


@dataclass(frozen=True, slots=True)
class Staff:
    """Who came by phone alone has no `email`, and no password until an owner or admin gives one."""

    id: StaffId
    name: str
    email: str
    role: Role
    branch_ids: tuple[BranchId, ...]
    # Closed is for good: nobody signs in, and the e-mail is free for somebody else.
    state: Literal["active", "disabled", "closed"]
    language: Literal["en", "ar"]
    version: int
    created_at: datetime
    last_sign_in_at: datetime | None
    # The version that the last edit made: signing in raises `version` too.
    edited_version: int = 1
    phone: str | None = None
    has_password: bool = False

    @property
    def reached_at(self) -> str:
        """What they sign in with, and are told by."""
        return self.email or self.phone or ""

    @property
    def opens_by_phone(self) -> bool:
        """Whether a code by SMS signs them in while they are active."""
        return self.role in PHONE_ROLES and self.phone is not None


@dataclass(frozen=True, slots=True)
class Session:
    """A staff member at a console or with an app. `branch` is set for who works in branches: row
    security narrows to it."""

    id: SessionId
    staff_id: StaffId
    role: Role
    branch: BranchId | None
    language: Literal["en", "ar"]
    expires_at: datetime
    # What is missing before anything opens: a second factor, or to set one up first.
    needs: Literal["nothing", "factor", "enrolment"] = "nothing"
    # Proven within the last minutes, by the database's clock.
    is_fresh: bool = True
    has_factor: bool = False

    @property
    def prove_with(self) -> tuple[Literal["password", "code"], ...]:
        """All that an app is asked for who signs in anew."""
        return ("password", "code") if self.has_factor else ("password",)

    @property
    def scopes(self) -> frozenset[Scope]:
        """None where the role is for a branch and there is none: what row security narrows to is
        missing, and without it they would see everything."""
        if self.role in BRANCH_ROLES and self.branch is None:
            return frozenset()
        return ROLE_SCOPES[self.role]


@dataclass(frozen=True, slots=True)
class ApiKey:
    id: ApiKeyId
    name: str
    hint: str
    scopes: frozenset[Scope]
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    kind: KeyKind = "secret"
    # Of a list: whose it is, a member of staff or another key.
    created_by: UUID | None = None


class SignInOutcome(StrEnum):
    SIGNED_IN = "signed_in"
    # Unknown e-mail, wrong password and disabled account look the same from outside.
    REFUSED = "sign_in_failed"
    TOO_MANY = "too_many_attempts"
    # Of apps: a second factor is asked of them, and they have none yet.
    NOT_SET_UP = "factor_not_set_up"


@dataclass(frozen=True, slots=True)
class SignIn:
    """`secret` is the session's credential, shown to nobody but the cookie. An app's has none, and
    tokens instead; half of one has a secret, for the app to bring along with the code."""

    outcome: SignInOutcome
    secret: str | None = None
    session: Session | None = None
    retry_after_seconds: int = 0

    def __repr__(self) -> str:
        return f"SignIn({self.outcome})"


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password on its way in: its hash, or what is wrong with it."""

    hashed: str | None = field(repr=False)
    fault: BadValue | None = None

    def require(self, field_name: str) -> str:
        if self.hashed is None:
            fault = self.fault or BadValue("password_too_short", length_min=PASSWORD_LENGTH_MIN)
            raise Invalid(fault.at(field_name))
        return self.hashed


def weakness_of(password: str) -> BadValue | None:
    if len(password) < PASSWORD_LENGTH_MIN:
        return BadValue("password_too_short", length_min=PASSWORD_LENGTH_MIN)
    if len(password) > PASSWORD_LENGTH_MAX:
        return BadValue("text_too_long", length_max=PASSWORD_LENGTH_MAX)
    return None


@dataclass(frozen=True, slots=True)
class StaffFields:
    """`phone` is in E.164."""

    name: str
    email: Email | None
    role: Role
    branch_ids: tuple[BranchId, ...]
    language: Literal["en", "ar"]
    phone: str | None = None


def read_staff(
    *,
    name: str,
    email: str,
    role: str,
    branch_ids: tuple[UUID, ...],
    language: str,
    phone: str = "",
    country: str = "",
    password: NewPassword | None = None,
) -> StaffFields:
    """Raises Invalid with everything that is wrong at once, also with the first password of
    somebody new. `country` is where a number without a country code is from."""
    errors: list[FieldError] = []
    shown = ""
    try:
        shown = clean_line(name, length_max=NAME_LENGTH_MAX)
        if not shown:
            errors.append(FieldError("name", "name_missing"))
    except BadValue as bad:
        errors.append(bad.at("name"))
    number = address = None
    try:
        number = parse_phone(phone, country=country).e164 if phone.strip() else None
    except BadValue as bad:
        errors.append(bad.at("phone"))
    if email.strip() or not phone.strip() or role not in PHONE_ROLES:
        try:
            address = parse_email(email)
        except BadValue as bad:
            errors.append(bad.at("email"))
    if password and password.fault:
        errors.append(password.fault.at("password"))
    if role not in ROLES:
        errors.append(FieldError("role", "unknown_value"))
    if role in BRANCH_ROLES and not branch_ids:
        errors.append(FieldError("branch_ids", "branch_not_known"))
    if language not in ("en", "ar"):
        errors.append(FieldError("language", "unknown_value"))
    if errors:
        raise Invalid(*errors)
    branches = tuple(BranchId(branch) for branch in branch_ids) if role in BRANCH_ROLES else ()
    return StaffFields(shown, address, role, branches, language, number)  # type: ignore[arg-type]


def staff_differences(
    before: Staff, after: StaffFields
) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """[old, new] of what changes: kept in clear, and sealed."""
    branches = [sorted(map(str, each.branch_ids)) for each in (before, after)]
    clear: dict[str, list[Any]] = {
        "role": [before.role, after.role],
        "branch_ids": branches,
        "language": [before.language, after.language],
    }
    sealed: dict[str, list[Any]] = {
        "name": [before.name, after.name],
        "email": [before.email or None, after.email.shown if after.email else None],
        "phone": [before.phone, after.phone],
    }
    return _differing(clear), _differing(sealed)


def _differing(pairs: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def read_scopes(scopes: tuple[str, ...], kind: KeyKind = "secret") -> frozenset[Scope]:
    """A publishable key has none: it is in everybody's hands."""
    if kind == "publishable":
        if scopes:
            raise Invalid(FieldError("scopes", "scopes_of_publishable"))
        return frozenset()
    if not scopes or not all(scope in SCOPES for scope in scopes):
        raise Invalid(FieldError("scopes", "unknown_value"))
    return frozenset(Scope(scope) for scope in scopes)
