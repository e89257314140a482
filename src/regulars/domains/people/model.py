"""An invitation as a value: whom it is for, how it stands, until when it works."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from regulars.runtime.vault.documents import DataClass, SealedDocument

ReachKind = Literal["phone", "email"]
State = Literal["pending", "accepted", "cancelled", "replaced", "voided", "expired"]
STATES: tuple[State, ...] = (
    "pending", "accepted", "cancelled", "replaced", "voided", "expired",
)  # fmt: skip
# Why a link stopped working without anybody taking it back.
VoidWhy = Literal["inviter_gone", "customer_gone", "has_account"]

LIFETIME = timedelta(days=7)
SENT_A_DAY_MAX = 5

INVITED = SealedDocument("people.invited.v1", {"phone": DataClass.PHONE, "email": DataClass.EMAIL})


@dataclass(frozen=True, slots=True)
class Invitation:
    """`to` is the number or address it was sent to; the edges mask it. `sent` counts how often."""

    id: UUID
    customer_id: UUID
    kind: ReachKind
    to: str = field(repr=False)
    language: Literal["en", "ar"]
    inviter_kind: Literal["staff", "key"]
    inviter_id: UUID
    sent: int
    state: State
    created_at: datetime
    expires_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvitationPlace:
    """Where a page of the list ended."""

    created_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class InvitationPage:
    invitations: tuple[Invitation, ...]
    next: InvitationPlace | None
