"""Invitations of staff: a link that works once, for a week, for the person it was sent to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from regulars.domains.identity.credentials import Credential, mint_credential
from regulars.domains.identity.errors import (
    InvitationNotFound,
    InvitationOver,
    StaffEmailKnown,
    StaffPhoneKnown,
)
from regulars.domains.identity.factors.password_rules import NewPassword
from regulars.domains.identity.model import Role, Staff
from regulars.domains.identity.staff import model
from regulars.domains.identity.staff.editing import RANKS, Editor
from regulars.domains.identity.staff.editors import editor_of
from regulars.domains.identity.staff.events import (
    IdentityInvitationAccepted,
    IdentityInvitationCancelled,
    IdentityInvitationResent,
    IdentityStaffInvited,
)
from regulars.domains.identity.staff.model import StaffFields
from regulars.domains.identity.staff.staff import (
    document_of,
    email_is_known,
    enter_staff,
    phone_is_known,
    require_branches,
    tokens_of,
    void_invitations,
)
from regulars.domains.tenants import read_settings
from regulars.kernel.errors import FieldError, Invalid, NotAllowed
from regulars.kernel.ids import BranchId, StaffId, new_id
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault import DataClass, SealedDocument

sql = statements_beside(__file__)

INVITED = SealedDocument(
    "identity.invited.v1", {"email": DataClass.EMAIL, "phone": DataClass.PHONE}
)
LIFETIME = timedelta(days=7)
SENT_MAX = 10
SHOWN_MAX = 200


@dataclass(frozen=True, slots=True)
class Invitation:
    """By e-mail, or of vendors and drivers by `phone`; then `email` is empty."""

    id: UUID
    email: str
    role: Role
    branch_ids: tuple[BranchId, ...]
    language: Literal["en", "ar"]
    invited_by: StaffId
    created_at: datetime
    expires_at: datetime
    is_open: bool
    phone: str | None = None

    @property
    def to(self) -> str:
        return self.phone or self.email


async def invite_staff(
    tx: Tx,
    *,
    email: str = "",
    role: str,
    branch_ids: tuple[UUID, ...] = (),
    language: str,
    environment: str,
    tenant_ref: str,
    phone: str = "",
) -> tuple[Invitation, Credential]:
    """The credential goes into the link, and is kept nowhere. An older invitation of the same
    e-mail or phone is void from now on."""
    asked = await _asked(
        tx, email=email, phone=phone, role=role, branch_ids=branch_ids, language=language
    )
    editor = await editor_of(tx)
    if tx.context.actor_kind != "staff":
        raise NotAllowed(scope="staff")
    _require_right(editor, asked.role)
    await require_branches(tx, asked.branch_ids)
    if asked.email and await email_is_known(tx, asked.email):
        raise StaffEmailKnown
    if asked.phone and await phone_is_known(tx, asked.phone):
        raise StaffPhoneKnown
    tokens = tokens_of(tx, asked)
    token = tokens["email_token"] or tokens["phone_token"]
    await tx.run(sql.lock_reached, token=token)
    await void_invitations(tx, tokens["email_token"], tokens["phone_token"])
    invitation_id, key = new_id(), tx.people.new()
    credential = mint_credential("ri", environment, tenant_ref)
    to = {name: value for name, value in document_of(asked).items() if name != "name"}
    sealed = tx.people.seal(INVITED, to, row_id=invitation_id, person=key)
    await tx.run(
        sql.add,
        id=invitation_id,
        role=asked.role,
        branch_ids=list(asked.branch_ids),
        language=asked.language,
        **tokens,
        key_id=key.id,
        wrapped=tx.keys.wrap(key.id, key.secret),
        sealed=sealed,
        secret_hash=credential.hashed,
        invited_by=editor.id,
        lifetime=LIFETIME,
    )
    invited = IdentityStaffInvited(invitation_id, asked.role)
    tx.emit(invited, subject_id=invitation_id, seq=1)
    return await _one(tx, invitation_id), credential


async def list_invitations(tx: Tx) -> list[Invitation]:
    return [_opened(tx, row) for row in await tx.rows(sql.waiting, most=SHOWN_MAX)]


async def resend_invitation(
    tx: Tx, invitation_id: UUID, *, environment: str, tenant_ref: str
) -> tuple[Invitation, Credential]:
    """With a new link and a new week; the older link is void."""
    row = await tx.row(sql.one, id=invitation_id)
    if row is None:
        raise InvitationNotFound
    editor = await editor_of(tx)
    _require_right(editor, row["role"])
    if tx.context.actor_kind != "staff":
        raise NotAllowed(scope="staff")
    if row["sent"] >= SENT_MAX:
        raise InvitationOver
    credential = mint_credential("ri", environment, tenant_ref)
    await tx.run(
        sql.send_again,
        id=invitation_id,
        secret_hash=credential.hashed,
        by=editor.id,
        lifetime=LIFETIME,
    )
    tx.emit(IdentityInvitationResent(invitation_id), subject_id=invitation_id, seq=0)
    return await _one(tx, invitation_id), credential


async def cancel_invitation(tx: Tx, invitation_id: UUID) -> None:
    row = await tx.row(sql.one, id=invitation_id)
    if row is None:
        raise InvitationNotFound
    _require_right(await editor_of(tx), row["role"])
    await tx.run(sql.cancel, id=invitation_id)
    tx.emit(IdentityInvitationCancelled(invitation_id), subject_id=invitation_id, seq=0)


async def open_invitation(tx: Tx, credential: Credential | None) -> Invitation:
    """Raises InvitationOver, whatever is wrong with it."""
    row = await tx.row(sql.by_secret, secret_hash=credential.hashed if credential else b"")
    if row is None:
        raise InvitationOver
    return _opened(tx, row)


async def accept_invitation(
    tx: Tx, credential: Credential | None, *, name: str, password: NewPassword
) -> Staff:
    """For the e-mail that was invited and no other. Raises Invalid for name and password, and
    then the invitation is still good. A link that came by SMS is worth nothing without a code."""
    invitation = await open_invitation(tx, credential)
    if invitation.phone is not None:
        raise InvitationOver
    return await make_staff(tx, invitation, name=name, password=password)


async def make_staff(
    tx: Tx, invitation: Invitation, *, name: str, password: NewPassword | None
) -> Staff:
    """Of an invitation whose person has proven what it takes."""
    fields = fields_of(invitation, name=name, password=password)
    if not await tx.run(sql.accept, id=invitation.id):
        raise InvitationOver
    staff = await enter_staff(tx, fields, password)
    tx.emit(
        IdentityInvitationAccepted(invitation.id, staff.id),
        subject_id=invitation.id,
        seq=0,
        related_id=staff.id,
    )
    return staff


def fields_of(
    invitation: Invitation, *, name: str, password: NewPassword | None = None
) -> StaffFields:
    """Raises Invalid for what its person has to say themselves."""
    return model.read_staff(
        name=name,
        email=invitation.email,
        phone=invitation.phone or "",
        role=invitation.role,
        branch_ids=invitation.branch_ids,
        language=invitation.language,
        password=password,
    )


async def _asked(tx: Tx, **given: Any) -> StaffFields:
    country = (await read_settings(tx)).default_country
    asked = model.read_staff(name="-", country=country, **given)
    if asked.email and asked.phone:
        raise Invalid(FieldError("phone", "phone_or_email"))
    return asked


def _require_right(editor: Editor, role: Role) -> None:
    """Nobody asks somebody to be more than they are themselves."""
    if editor.role is None or RANKS[editor.role] < max(RANKS["admin"], RANKS[role]):
        raise NotAllowed(scope="role")


async def _one(tx: Tx, invitation_id: UUID) -> Invitation:
    row = await tx.row(sql.one, id=invitation_id)
    assert row is not None
    return _opened(tx, row)


def _opened(tx: Tx, row: Row) -> Invitation:
    key = tx.people.unwrap(row["key_id"], row["wrapped"])
    opened = tx.people.open(INVITED, row["sealed"], row_id=row["id"], person=key)
    return Invitation(
        row["id"],
        opened.get("email", ""),
        row["role"],
        tuple(BranchId(branch) for branch in row["branch_ids"]),
        row["language"],
        StaffId(row["invited_by"]),
        row["created_at"],
        row["expires_at"],
        row["is_open"],
        opened.get("phone"),
    )
