"""What is written into a staff account: read all at once, and what an edit changes."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from regulars.domains.identity.factors.password_rules import NewPassword
from regulars.domains.identity.model import BRANCH_ROLES, PHONE_ROLES, ROLES, Role, Staff
from regulars.kernel.email import Email, parse_email
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.ids import BranchId
from regulars.kernel.phone import parse_phone
from regulars.kernel.text import clean_line
from regulars.runtime.vault.documents import DataClass, SealedDocument

STAFF_PERSON = SealedDocument(
    "identity.staff.v1",
    {"name": DataClass.NAME, "email": DataClass.EMAIL, "phone": DataClass.PHONE},
)

# {field: [old, new]} of what a fact changed.
STAFF_CHANGES = SealedDocument("identity.staff_changes.v1", dict(STAFF_PERSON.fields.items()))

NAME_LENGTH_MAX = 120


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
