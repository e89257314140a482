"""What the list of invitations shows, and the dialog that invites."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

InvitationState = Literal["pending", "accepted", "cancelled", "replaced", "voided", "expired"]
Channel = Literal["phone", "email"]


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """`to` comes masked; `by` is empty for a program."""

    id: str
    customer_id: str
    name: str | None
    number: str
    channel: Channel
    to: str
    state: InvitationState
    sent: int
    by: str
    created_at: datetime
    expires_at: datetime
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    state: InvitationState | None = None
    rows: tuple[InvitationRow, ...] = ()
    may_edit: bool = True
    next_cursor: str | None = None
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class InviteDialog:
    """`channels` are (kind, masked number or address). `refused` is the id of a sentence."""

    id: str
    number: str
    name: str | None
    channels: tuple[tuple[Channel, str], ...] = ()
    refused: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_again: bool = False
