"""Changing a staff account: name, e-mail, language, role, branches, with what was before."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from regulars.domains.audit import FactEntry
from regulars.domains.identity import model
from regulars.domains.identity.editing import Editor, may_change
from regulars.domains.identity.errors import StaffClosed, StaffEmailKnown
from regulars.domains.identity.events import IdentityStaffChanged
from regulars.domains.identity.model import (
    BRANCH_ROLES,
    STAFF_CHANGES,
    STAFF_PERSON,
    Staff,
    StaffFields,
)
from regulars.domains.identity.staff import (
    keep_an_owner,
    locked,
    open_staff,
    require_branches,
)
from regulars.kernel.errors import NotAllowed, Outdated
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
    after = model.read_staff(**{**_fields(before), **given})
    clear, sealed = model.staff_differences(before, after)
    if not clear and not sealed:
        return before
    if not may_change(editor, before, becomes=after.role, fields=clear):
        raise NotAllowed(scope="role")
    if "role" in clear and before.state == "active":
        await keep_an_owner(tx, row)
    await require_branches(tx, after.branch_ids)
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


async def editor_of(tx: Tx) -> Editor:
    """A key is trusted with what an admin is, and no more."""
    actor = tx.context
    if actor.actor_kind in ("operator", "system"):
        return Editor(None, None)
    if actor.actor_kind == "key":
        return Editor(actor.actor_id, "admin")
    role = await tx.value(sql.role_of_editor, id=actor.actor_id)
    return Editor(actor.actor_id, role or "branch")


def _fields(staff: Staff) -> dict[str, Any]:
    return {
        "name": staff.name,
        "email": staff.email,
        "role": staff.role,
        "branch_ids": staff.branch_ids,
        "language": staff.language,
    }


async def _write(tx: Tx, before: Staff, after: StaffFields) -> tuple[Staff, PersonKey]:
    (held,) = await tx.rows(sql.keys, ids=[before.id])
    person = tx.people.unwrap(held["person_key_id"], held["wrapped"])
    token = tx.keys.token("staff_email", after.email.folded)
    if await tx.value(sql.email_is_anothers, id=before.id, email_token=token):
        raise StaffEmailKnown
    document = {"name": after.name, "email": after.email.shown}
    await tx.run(
        sql.change,
        id=before.id,
        role=after.role,
        branch_ids=list(after.branch_ids),
        language=after.language,
        sealed=tx.people.seal(STAFF_PERSON, document, row_id=before.id, person=person),
        email_token=token,
        token_epoch=tx.keys.epoch,
    )
    if after.role in BRANCH_ROLES:
        await tx.run(sql.end_misplaced_sessions, id=before.id, branch_ids=list(after.branch_ids))
    return await open_staff(tx, before.id), person
