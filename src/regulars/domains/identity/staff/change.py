"""Changing a staff account: name, e-mail, language, role, branches, with what was before."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from regulars.domains.audit import FactEntry
from regulars.domains.identity.errors import StaffClosed, StaffEmailKnown, StaffPhoneKnown
from regulars.domains.identity.factors.forget import forget_steps
from regulars.domains.identity.model import BRANCH_ROLES, PHONE_ROLES, Staff
from regulars.domains.identity.sends.notices import Notice, tell
from regulars.domains.identity.staff import model
from regulars.domains.identity.staff.editing import may_change
from regulars.domains.identity.staff.editors import editor_of
from regulars.domains.identity.staff.events import IdentityStaffChanged
from regulars.domains.identity.staff.model import STAFF_CHANGES, STAFF_PERSON, StaffFields
from regulars.domains.identity.staff.staff import (
    document_of,
    keep_an_owner,
    locked,
    open_staff,
    require_branches,
    tokens_of,
    void_invitations,
)
from regulars.domains.tenants import read_settings
from regulars.kernel.errors import FieldError, Invalid, NotAllowed, Outdated
from regulars.runtime.journal import Changed, open_part, unframe
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault.errors import SealBroken
from regulars.runtime.vault.person_keys import PersonKey

sql = statements_beside(__file__)


async def change_staff(
    tx: Tx, staff_id: UUID, given: Mapping[str, Any], *, expected_version: int | None = None
) -> Staff:
    """Absent fields stay. What somebody may see from now on holds at once: sessions that stand
    where the account may not be any more end in this same transaction."""
    row = await locked(tx, staff_id)
    before = await open_staff(tx, staff_id)
    editor = await editor_of(tx)
    if not may_change(editor, before, becomes=before.role, fields=()):
        raise NotAllowed(scope="owner")
    if before.state == "closed":
        raise StaffClosed
    if expected_version is not None and expected_version < before.edited_version:
        raise Outdated
    country = (await read_settings(tx)).default_country
    after = model.read_staff(**{**_fields(before), "country": country, **given})
    clear, sealed = model.staff_differences(before, after)
    if not clear and not sealed:
        return before
    if not may_change(editor, before, becomes=after.role, fields=clear):
        raise NotAllowed(scope="role")
    if "role" in clear and before.state == "active":
        await keep_an_owner(tx, row)
    await require_branches(tx, after.branch_ids)
    if after.role not in PHONE_ROLES and not row["has_password"]:
        # Whoever becomes more than that proves it by more than an SMS.
        raise Invalid(FieldError("role", "role_needs_password"))
    changed, person = await _write(tx, before, after)
    tx.emit(
        IdentityStaffChanged(before.id, tuple(sorted((*clear, *sealed))), clear),
        subject_id=before.id,
        seq=changed.version,
        changed=[Changed(STAFF_CHANGES, person, sealed)] if sealed else [],
    )
    return changed


async def staff_changes(tx: Tx, facts: Iterable[FactEntry]) -> dict[UUID, dict[str, Any]]:
    """By fact, the names and e-mails that it changed, as [old, new]."""
    sealed = [f for f in facts if f.name == IdentityStaffChanged.name and f.sealed]
    if not sealed:
        return {}
    rows = await tx.rows(sql.keys, ids=list({fact.subject_id for fact in sealed}))
    people = {row["id"]: tx.people.unwrap(row["person_key_id"], row["wrapped"]) for row in rows}
    found: dict[UUID, dict[str, Any]] = {}
    for fact in sealed:
        if person := people.get(fact.subject_id):
            found[fact.id] = _opened_change(tx, fact, person)
    return found


def _opened_change(tx: Tx, fact: FactEntry, person: PersonKey) -> dict[str, Any]:
    told: dict[str, Any] = {}
    try:
        for part in unframe(fact.sealed):
            told |= open_part(
                part, STAFF_CHANGES, tenant_id=tx.tenant_id, fact_id=fact.id, person=person
            )
    except SealBroken:
        # A damaged fact stands in the trail without its values.
        return {}
    return told


def _fields(staff: Staff) -> dict[str, Any]:
    return {
        "name": staff.name,
        "email": staff.email,
        "phone": staff.phone or "",
        "role": staff.role,
        "branch_ids": staff.branch_ids,
        "language": staff.language,
    }


async def _write(tx: Tx, before: Staff, after: StaffFields) -> tuple[Staff, PersonKey]:
    (held,) = await tx.rows(sql.keys, ids=[before.id])
    person = tx.people.unwrap(held["person_key_id"], held["wrapped"])
    tokens = tokens_of(tx, after)
    if await tx.value(sql.email_is_anothers, id=before.id, email_token=tokens["email_token"]):
        raise StaffEmailKnown
    if await tx.value(sql.phone_is_anothers, id=before.id, phone_token=tokens["phone_token"]):
        raise StaffPhoneKnown
    document = document_of(after)
    await tx.run(
        sql.change,
        id=before.id,
        role=after.role,
        branch_ids=list(after.branch_ids),
        language=after.language,
        sealed=tx.people.seal(STAFF_PERSON, document, row_id=before.id, person=person),
        **tokens,
    )
    if after.role in BRANCH_ROLES:
        await tx.run(sql.end_misplaced_sessions, id=before.id, branch_ids=list(after.branch_ids))
    await void_invitations(tx, tokens["email_token"], tokens["phone_token"])
    changed = await open_staff(tx, before.id)
    await _mind_the_email(tx, before, changed)
    await _mind_the_phone(tx, before, changed)
    return changed, person


async def _mind_the_email(tx: Tx, before: Staff, after: Staff) -> None:
    """Told where it was: whatever is said of the account from now on goes elsewhere, a new
    password too."""
    if before.email and before.email.casefold() != after.email.casefold():
        await tell(tx, Notice("staff_email_changed", "email", before.email, before.language))


async def _mind_the_phone(tx: Tx, before: Staff, after: Staff) -> None:
    """Whoever holds a phone that opens no more is told, and out: of what it opened, and of what was
    set up from there. So is everybody who came in by SMS as somebody who may be more from now on.
    That a phone opens an account that had a password is told by e-mail: nobody but them may know
    it is not theirs."""
    opened, opens = before.opens_by_phone, after.opens_by_phone
    has_left = opened and after.phone != before.phone
    if opened and (has_left or not opens):
        await tx.run(sql.end_every_session, id=before.id)
        lost_steps = await forget_steps(tx, after)
        if has_left:
            kind = "staff_phone_and_steps_gone" if lost_steps else "staff_phone_changed"
            await tell(tx, Notice(kind, "sms", before.phone or "", before.language))
    if opens and before.email and (not opened or has_left):
        await tell(tx, Notice("staff_phone_opens", "email", before.email, before.language))
