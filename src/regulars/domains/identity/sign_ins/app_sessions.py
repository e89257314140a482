"""Sign-ins of staff with an app: no cookie, but tokens; else the same sessions as the console's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from regulars.domains.identity.credentials import Credential
from regulars.domains.identity.model import Session
from regulars.domains.identity.sign_ins.sessions import (
    choose_branch,
    has_rested,
    note_seen,
    require_place,
    session_of,
)
from regulars.domains.identity.staff.staff import open_staff
from regulars.domains.tenants import BranchNotFound
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.ids import BranchId, StaffId
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)


# As often a sign of life is noted. Whoever remembers a sign-in for no longer than the second after
# the last one need not mind how long it may rest: that is several times as long.
SEEN_EVERY, REMEMBERED = timedelta(minutes=1), timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class AppSession:
    """Somebody of the staff who is signed in with an app. `now` is the database's clock when this
    was read; `changed` says when what it was read from last did, by id."""

    session: Session
    now: datetime
    seen_at: datetime
    fresh_until: datetime
    changed: Mapping[UUID, datetime | None]

    def goes_on(self, now: datetime) -> bool:
        """Whether it may still be taken for what it was, if nothing changed."""
        return self.now <= now < min(self.session.expires_at, self.seen_at + REMEMBERED)

    def is_to_be_noted(self, now: datetime) -> bool:
        """That its person is there."""
        return now >= self.seen_at + SEEN_EVERY

    def is_untouched(self, lately: Mapping[UUID, datetime]) -> bool:
        """By what changed lately: nothing did but what was read with it."""
        return all(lately.get(each, at) == at for each, at in self.changed.items())

    def at(self, now: datetime) -> Session:
        """A sign-in grows old while it is remembered."""
        is_fresh = now < self.fresh_until
        same = is_fresh is self.session.is_fresh
        return self.session if same else replace(self.session, is_fresh=is_fresh)


async def recognise_app_session(
    tx: Tx, session_id: UUID, *, environment: str, is_sign_of_life: bool = True
) -> AppSession | None:
    """What a token says it belongs to. None when it ended, expired or rested too long, when its
    account was disabled or has left the branch, and when a second factor is asked for by now and
    there is none. Notes a sign of life about once a minute."""
    row = await tx.row(sql.recognise, id=session_id)
    if row is None or has_rested(row):
        return None
    session = session_of(row, environment=environment)
    if session.needs != "nothing":
        return None
    seen_at = row["last_seen_at"]
    if row["is_seen_stale"] and is_sign_of_life:
        await note_seen(tx, session.id)
        seen_at = row["now"]
    changed = {
        session.id: row["changed_at"],
        session.staff_id: row["staff_changed_at"],
        tx.tenant_id: row["rules_changed_at"],
    }
    return AppSession(session, row["now"], seen_at, row["fresh_until"], changed)


async def recognise_half(tx: Tx, credential: Credential) -> Session | None:
    """Somebody whose password was right, and whose second factor is missing. It opens nothing."""
    row = await tx.row(sql.recognise_half, secret_hash=credential.hashed)
    return session_of(row, environment=credential.environment) if row else None


async def may_stand_in(tx: Tx, staff_id: StaffId, branch_id: BranchId) -> bool:
    """False for one that is not there, and for one that is not theirs."""
    try:
        await require_place(tx, await open_staff(tx, staff_id), branch_id)
    except BranchNotFound:
        return False
    return True


async def stand_in_branch(tx: Tx, session: Session, branch_id: BranchId | None) -> Session:
    """The session in one branch, or in all for who may see them. Raises Invalid for one that is not
    there, and for one that is not theirs, alike."""
    staff = await open_staff(tx, session.staff_id)
    try:
        await choose_branch(tx, session, staff, branch_id)
    except BranchNotFound:
        raise Invalid(FieldError("branch_id", "branch_not_known")) from None
    return replace(session, branch=branch_id)
