"""Tries to hand a code or a notice to a provider, as rows: how far each came, and who is told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from regulars.domains.identity.sends.events import IdentityCodesHeldBack, IdentitySendSettled
from regulars.domains.identity.sends.rules import UNTAKEN, State, goes_forward
from regulars.kernel.ids import new_id
from regulars.runtime.channel import ChannelKind
from regulars.runtime.errands import Later
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# An errand may take fifteen seconds and its settling twenty: after this nobody is on the way.
ON_THE_WAY_SECONDS = 60.0
UNCONFIRMED = "range_unconfirmed"
TO_BE_MENDED = (
    *("no_channel", "account_refused", "account_on_trial", "sender_refused"),
    *("address_refused", "not_encrypted", "country_not_enabled"),
)


@dataclass(frozen=True, slots=True)
class Send:
    id: UUID
    state: State
    reason: str | None
    asked: int
    age_seconds: float
    created_at: datetime

    @property
    def may_be_tried_again(self) -> bool:
        return self.state == "failed" and self.reason in UNTAKEN

    @property
    def to_come_back(self) -> Later | None:
        """While somebody may still be on the way with it: until nobody can be."""
        if self.state != "sending" or self.age_seconds >= ON_THE_WAY_SECONDS:
            return None
        return Later(minutes=(ON_THE_WAY_SECONDS - self.age_seconds) / 60)


@dataclass(frozen=True, slots=True)
class About:
    """What is sent, to whoever settles it."""

    id: UUID
    is_code: bool
    channel: ChannelKind
    prefix: str | None = None


async def sends_about(tx: Tx, about: UUID) -> list[Send]:
    """The youngest first. Whoever comes second waits for the first: the row of what it is about
    is locked by then."""
    rows = await tx.rows(sql.sends_about, about=about)
    return [
        Send(r["id"], r["state"], r["reason"], r["asked"], r["age"], r["created_at"]) for r in rows
    ]


async def withhold(tx: Tx, about: About, provider: str, reason: str) -> None:
    """Nothing is different outside; the shop is told."""
    await alert(tx, about, reason)
    enter_send(tx, about, new_id(), provider, "withheld", reason=reason)


def enter_send(
    tx: Tx,
    about: About,
    send_id: UUID,
    provider: str,
    state: State,
    *,
    reason: str | None = None,
    parts: int | None = None,
) -> None:
    tx.later(
        sql.begin,
        id=send_id,
        about=about.id,
        is_code=about.is_code,
        channel=about.channel,
        provider=provider,
        state=state,
        reason=reason,
        prefix=about.prefix,
        parts=parts,
    )


def note_asking(tx: Tx, send: Send) -> None:
    """The provider is asked once more what became of it."""
    tx.later(sql.note_asking, id=send.id)


async def note_nobody_came_back(tx: Tx, about: UUID) -> Later | None:
    """What a code was sent by, after the code is over: nobody asks any more, and "on the way" is
    not what it is."""
    for send in await sends_about(tx, about):
        if later := send.to_come_back:
            return later
        if send.state == "sending":
            await advance_send(tx, send.id, "unknown", reason="lost")
    return None


async def advance_send(
    tx: Tx, send_id: UUID, state: State, *, ref: str | None = None, reason: str | None = None
) -> bool:
    """Forward alone: a late or repeated word of the provider changes nothing."""
    row = await tx.row(sql.lock_send, id=send_id)
    if row is None or not goes_forward(row["state"], state):
        return False
    tx.later(sql.advance, id=send_id, state=state, ref=ref, reason=reason or None)
    tx.emit(
        IdentitySendSettled(send_id, row["channel"], state, reason or None),
        subject_id=send_id,
        seq=2,
        related_id=row["about"],
    )
    return True


async def alert(tx: Tx, about: About, reason: str) -> None:
    """Once an hour, before what it is about is written; of a range that confirms nothing, once
    for that range: each has cost as much as a range may."""
    prefix = about.prefix if reason == UNCONFIRMED else None
    if not await tx.value(sql.told_lately, reason=reason, channel=about.channel, prefix=prefix):
        tx.emit(
            IdentityCodesHeldBack(about.channel, reason, about.prefix),
            subject_id=tx.tenant_id,
            seq=1,
        )


async def unsent_lately(tx: Tx) -> tuple[str, ...]:
    """Why codes did not leave within a day that somebody has to mend: no provider, or one that
    does not let us in."""
    rows = await tx.rows(sql.unsent_lately, reasons=list(TO_BE_MENDED))
    return tuple(row["reason"] for row in rows)
