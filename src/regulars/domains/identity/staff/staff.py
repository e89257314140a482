"""Staff accounts: added, listed, disabled and enabled again, closed for good."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from regulars.domains.identity.codes.codes import unlock_codes
from regulars.domains.identity.errors import (
    LastOwner,
    StaffClosed,
    StaffEmailKnown,
    StaffNotFound,
    StaffPhoneKnown,
)
from regulars.domains.identity.factors.forget import forget_factors, forget_steps
from regulars.domains.identity.factors.password_rules import NewPassword
from regulars.domains.identity.model import Staff
from regulars.domains.identity.staff import model
from regulars.domains.identity.staff.events import (
    IdentityInvitationCancelled,
    IdentityStaffAdded,
    IdentityStaffClosed,
    IdentityStaffDisabled,
    IdentityStaffEnabled,
)
from regulars.domains.identity.staff.model import STAFF_PERSON, StaffFields
from regulars.domains.identity.staff.owners import require_owner
from regulars.domains.tenants import BranchNotFound, read_settings, require_branch
from regulars.kernel.email import Email, parse_email
from regulars.kernel.errors import BadValue, FieldError, Invalid
from regulars.kernel.ids import BranchId, StaffId, new_id
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

STAFF_MAX = 2_000


async def add_staff(
    tx: Tx,
    *,
    name: str,
    email: str = "",
    password: NewPassword | None = None,
    role: str,
    branch_ids: tuple[UUID, ...] = (),
    language: str = "en",
    phone: str = "",
) -> Staff:
    """Only an owner adds an owner. A vendor or driver with a phone needs no e-mail."""
    new = model.read_staff(
        name=name,
        email=email,
        password=password,
        role=role,
        branch_ids=branch_ids,
        language=language,
        phone=phone,
        country=(await read_settings(tx)).default_country,
    )
    if new.role == "owner":
        await require_owner(tx)
    return await enter_staff(tx, new, password)


async def enter_staff(tx: Tx, new: StaffFields, password: NewPassword | None) -> Staff:
    """Whose right it is to have somebody was looked at before. A password goes with an e-mail."""
    await require_branches(tx, new.branch_ids)
    if new.email and await email_is_known(tx, new.email):
        raise StaffEmailKnown
    if new.phone and await phone_is_known(tx, new.phone):
        raise StaffPhoneKnown
    hashed = _password_hash(new, password)

    staff_id, person = StaffId(new_id()), tx.people.new()
    tx.store_people([person])
    document, tokens = document_of(new), tokens_of(tx, new)
    row = await tx.row(
        sql.add,
        id=staff_id,
        role=new.role,
        branch_ids=list(new.branch_ids),
        language=new.language,
        person_key_id=person.id,
        sealed=tx.people.seal(STAFF_PERSON, document, row_id=staff_id, person=person),
        **tokens,
        password_hash=hashed,
    )
    assert row is not None
    await void_invitations(tx, tokens["email_token"], tokens["phone_token"])

    tx.emit(IdentityStaffAdded(staff_id, new.role), subject_id=staff_id, seq=1)
    return _staff(row, document)


async def void_invitations(tx: Tx, email_token: bytes | None, phone_token: bytes | None) -> None:
    """Of somebody who is here: a link that was never followed would outlive their account, and let
    in again whoever is shut out. Also of whoever is invited anew."""
    rows = await tx.rows(sql.void_invitations, email_token=email_token, phone_token=phone_token)
    for row in rows:
        tx.emit(IdentityInvitationCancelled(row["id"]), subject_id=row["id"], seq=0)


async def email_is_known(tx: Tx, email: Email) -> bool:
    token = tx.keys.token("staff_email", email.folded)
    return bool(await tx.value(sql.email_is_known, email_token=token))


async def phone_is_known(tx: Tx, phone: str) -> bool:
    token = tx.keys.token("staff_phone", phone)
    return bool(await tx.value(sql.phone_is_known, phone_token=token))


def document_of(fields: StaffFields) -> dict[str, str]:
    """What is sealed of somebody: what they have, and nothing that is empty."""
    given = {
        "name": fields.name,
        "email": fields.email.shown if fields.email else None,
        "phone": fields.phone,
    }
    return {name: value for name, value in given.items() if value is not None}


def tokens_of(tx: Tx, fields: StaffFields) -> dict[str, Any]:
    """What somebody is found by."""
    email, phone = fields.email, fields.phone
    return {
        "email_token": tx.keys.token("staff_email", email.folded) if email else None,
        "phone_token": tx.keys.token("staff_phone", phone) if phone else None,
        "token_epoch": tx.keys.epoch,
    }


async def disable_staff(tx: Tx, staff_id: UUID) -> None:
    """Ends the sessions in the same transaction: the account stops now, not at expiry. Only an
    owner shuts an owner out, or lets one in again."""
    row = await locked(tx, staff_id)
    if row["state"] != "active":
        return
    await keep_an_owner(tx, row)
    seq = await tx.value(sql.set_state, id=staff_id, state="disabled")
    await tx.run(sql.end_sessions, staff_id=staff_id)
    tx.emit(IdentityStaffDisabled(StaffId(staff_id)), subject_id=staff_id, seq=seq)


async def enable_staff(tx: Tx, staff_id: UUID) -> None:
    """Frees their codes too, where a hundred wrong ones in a row have stopped them. Whom an SMS
    opens comes in by their phone alone, and sets up second steps anew: what kept them out may be
    that somebody else had it."""
    row = await locked(tx, staff_id)
    if row["state"] == "closed":
        raise StaffClosed
    if row["state"] == "active":
        return
    seq = await tx.value(sql.set_state, id=staff_id, state="active")
    tx.emit(IdentityStaffEnabled(StaffId(staff_id)), subject_id=staff_id, seq=seq)
    staff = await open_staff(tx, staff_id)
    if staff.phone:
        await unlock_codes(tx, staff_id, [("phone", staff.phone)], holder_id=staff_id)
    if staff.opens_by_phone:
        await forget_steps(tx, staff)


async def close_staff(tx: Tx, staff_id: UUID) -> None:
    """For good: nobody signs in with it again, nothing that proved them is kept, and its e-mail may
    stand for somebody else. What they did stays under their name."""
    row = await locked(tx, staff_id)
    if row["state"] == "closed":
        return
    if row["state"] == "active":
        await keep_an_owner(tx, row)
    seq = await tx.value(sql.set_state, id=staff_id, state="closed")
    await tx.run(sql.end_sessions, staff_id=staff_id)
    await forget_factors(tx, StaffId(staff_id))
    await void_invitations(tx, row["email_token"], row["phone_token"])
    tx.emit(IdentityStaffClosed(StaffId(staff_id)), subject_id=staff_id, seq=seq)


async def keep_an_owner(tx: Tx, row: Row) -> None:
    """Raises LastOwner when nobody would be left who may do everything."""
    if row["role"] == "owner" and await tx.value(sql.other_active_owners, id=row["id"]) == 0:
        raise LastOwner


async def list_staff(tx: Tx) -> list[Staff]:
    return [_opened(tx, row) for row in await tx.rows(sql.everybody, most=STAFF_MAX)]


async def roles_of_staff(tx: Tx, staff_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Without opening anybody's name."""
    rows = await tx.rows(sql.roles, ids=list(staff_ids))
    return {row["id"]: row["role"] for row in rows}


async def open_staff(tx: Tx, staff_id: UUID) -> Staff:
    rows = await tx.rows(sql.some, ids=[staff_id])
    if not rows:
        raise StaffNotFound
    return _opened(tx, rows[0])


async def staff_by_email(tx: Tx, email: str) -> Staff:
    """Among those that can come back. Raises StaffNotFound, also for what is no e-mail."""
    try:
        token = tx.keys.token("staff_email", parse_email(email).folded)
    except BadValue:
        raise StaffNotFound from None
    staff_id = await tx.value(sql.by_email, email_token=token)
    if staff_id is None:
        raise StaffNotFound
    return await open_staff(tx, staff_id)


async def staff_names(tx: Tx, staff_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names for a timeline; somebody unknown is simply missing."""
    return {one.id: one.name for one in await staff_by_ids(tx, staff_ids)}


async def staff_by_ids(tx: Tx, staff_ids: Iterable[UUID]) -> list[Staff]:
    rows = await tx.rows(sql.some, ids=list(set(staff_ids)))
    return [_opened(tx, row) for row in rows]


async def locked(tx: Tx, staff_id: UUID) -> Row:
    # Owners are locked together, so that two of them cannot disable each other at once.
    await tx.rows(sql.lock_owners)
    row = await tx.row(sql.lock, id=staff_id)
    if row is None:
        raise StaffNotFound
    if row["role"] == "owner":
        await require_owner(tx)
    return row


async def require_branches(tx: Tx, branch_ids: tuple[BranchId, ...]) -> None:
    try:
        for branch_id in branch_ids:
            await require_branch(tx, branch_id)
    except BranchNotFound:
        raise Invalid(FieldError("branch_ids", "branch_not_known")) from None


def _password_hash(new: StaffFields, password: NewPassword | None) -> str | None:
    """Needed with an e-mail, and refused without: nobody could sign in with it."""
    if new.email:
        return (password or NewPassword(None)).require("password")
    if password:
        raise Invalid(FieldError("password", "password_without_email"))
    return None


def _opened(tx: Tx, row: Row) -> Staff:
    person = tx.people.unwrap(row["person_key_id"], row["wrapped"])
    document = tx.people.open(STAFF_PERSON, row["sealed"], row_id=row["id"], person=person)
    return _staff(row, document)


def _staff(row: Row, document: dict[str, str]) -> Staff:
    return Staff(
        StaffId(row["id"]),
        document["name"],
        document.get("email", ""),
        row["role"],
        tuple(BranchId(branch) for branch in row["branch_ids"]),
        row["state"],
        row["language"],
        row["version"],
        row["created_at"],
        row["last_sign_in_at"],
        row["edited_version"],
        document.get("phone"),
        has_password=row["has_password"],
    )
