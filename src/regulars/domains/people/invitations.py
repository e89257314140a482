"""Invitations as they stand: one, a page of them, how each of them is settled."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from regulars.domains import customers
from regulars.domains.people.errors import InvitationNotFound
from regulars.domains.people.events import PeopleInvitationReplaced, PeopleInvitationVoided
from regulars.domains.people.model import (
    INVITED,
    Invitation,
    InvitationPage,
    InvitationPlace,
    State,
    VoidWhy,
)
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault.person_keys import PersonKey

sql = statements_beside(__file__)

BEYOND = InvitationPlace(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))


async def invitation_by_id(tx: Tx, invitation_id: UUID) -> Invitation:
    """Raises InvitationNotFound, for another tenant's or another branch's too."""
    row = await tx.row(sql.by_id, id=invitation_id)
    return await _required(tx, row)


async def locked_invitation(tx: Tx, invitation_id: UUID) -> Invitation:
    row = await tx.row(sql.by_id_locked, id=invitation_id)
    return await _required(tx, row)


async def list_invitations(
    tx: Tx,
    *,
    state: State | None = None,
    customer_id: UUID | None = None,
    limit: int,
    after: InvitationPlace | None = None,
) -> InvitationPage:
    """Newest first."""
    place = after or BEYOND
    values: dict[str, Any] = {
        "after_time": place.created_at,
        "after_id": place.id,
        "limit": limit + 1,
    }
    if customer_id:  # of one customer there are a few
        rows = await tx.rows(sql.of_customer, customer_id=customer_id, state=state, **values)
    elif state:
        rows = await tx.page(sql.of_state, state=state, **values)
    else:
        rows = await tx.page(sql.of_all, **values)
    shown = rows[:limit]
    people = await tx.load_people({row["person_key_id"] for row in shown})
    found = tuple(opened(tx, row, people[row["person_key_id"]]) for row in shown)
    has_more = len(rows) > limit
    last = found[-1] if has_more else None
    return InvitationPage(found, InvitationPlace(last.created_at, last.id) if last else None)


async def settle(tx: Tx, invitation_id: UUID, state: State) -> bool:
    """Whether it was pending until now."""
    return await tx.row(sql.settle, id=invitation_id, state=state) is not None


async def void(tx: Tx, invitation: Invitation, why: VoidWhy) -> None:
    if await settle(tx, invitation.id, "voided"):
        tx.emit(
            PeopleInvitationVoided(invitation.customer_id, invitation.id, why),
            subject_id=invitation.customer_id,
            seq=0,
            related_id=invitation.id,
        )


async def replace_others(tx: Tx, customer_id: UUID, invitation_id: UUID) -> None:
    """Of a customer one invitation is open at a time. The caller holds the customer's row."""
    rows = await tx.rows(
        sql.settle_others, customer_id=customer_id, id=invitation_id, state="replaced"
    )
    for row in rows:
        replaced = PeopleInvitationReplaced(customer_id, row["id"])
        tx.emit(replaced, subject_id=customer_id, seq=0, related_id=row["id"])


def token_of(tx: Tx, invitation: Invitation) -> bytes:
    """Of the number or address that it went to."""
    reach = customers.read_reach(invitation.kind, invitation.to, country="")
    return tx.keys.token(reach.kind, reach.value)


def opened(tx: Tx, row: Row, person: PersonKey) -> Invitation:
    words = tx.people.open(INVITED, row["sealed"], row_id=row["id"], person=person)
    return Invitation(
        row["id"],
        row["customer_id"],
        row["kind"],
        words[row["kind"]],
        row["language"],
        row["inviter_kind"],
        row["inviter_id"],
        row["sent"],
        row["state"],
        row["created_at"],
        row["expires_at"],
        row["settled_at"],
    )


async def _required(tx: Tx, row: Row | None) -> Invitation:
    if row is None:
        raise InvitationNotFound
    people = await tx.load_people([row["person_key_id"]])
    return opened(tx, row, people[row["person_key_id"]])
