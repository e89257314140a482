"""Each way of a code or a notice through a provider: written before it is gone, and never twice."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from regulars.domains.identity.account_events import IdentityCodesHeldBack, IdentitySendSettled
from regulars.domains.identity.send_rules import (
    AWAY,
    BUSY,
    TRIES_MAX,
    TRIES_UNTIL_TOLD,
    UNTAKEN,
    State,
    goes_forward,
    seconds_until_again,
)
from regulars.domains.tenants import ChannelSettings, letterbox_token
from regulars.kernel.ids import new_id
from regulars.runtime.channel import (
    Channel,
    ChannelBusy,
    ChannelKind,
    ChannelRefused,
    ChannelUnsure,
    Outgoing,
    Receipt,
)
from regulars.runtime.errands import Ended, Errand, GiveUp, Later, Lost
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# An errand may take fifteen seconds and its settling twenty: after this nobody is on the way.
ON_THE_WAY_SECONDS = 60.0
ASKED_MAX = 4
UNCONFIRMED = "range_unconfirmed"
# A code is worth nothing afterwards.
CODE_SECONDS = 300
ASK_AGAIN = Later(minutes=0.1)
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


@dataclass(frozen=True, slots=True)
class About:
    """What is sent, to whoever settles it."""

    id: UUID
    is_code: bool
    channel: ChannelKind
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class House:
    """The tenant as a sender. `hooks` is our own address, where providers can reach it."""

    ref: str
    shop: str
    hooks: str = field(default="")


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
    tx.later(sql.begin, **_columns(about, new_id(), provider, "withheld", reason, None))


async def begin_send(
    tx: Tx, about: About, channel: Channel, provider: str, outgoing: Outgoing, *, tries: int
) -> Errand | None:
    """Written as on the way; the errand is what goes. None when it was refused at the door. `tries`
    is how often a busy provider was asked before."""
    try:
        parts = channel.validate(outgoing)
    except ChannelRefused as refused:
        columns = _columns(about, outgoing.id, provider, "failed", refused.code, None)
        tx.later(sql.begin, **columns)
        return None
    tx.later(sql.begin, **_columns(about, outgoing.id, provider, "sending", None, parts))
    return _Sending(channel, outgoing, about, tries + 1)


async def ask_about_send(
    tx: Tx, about: About, send: Send, channel: Channel, outgoing: Outgoing
) -> Errand | Later | None:
    """Somebody was on the way and did not come back to say so. It is not sent again: the provider
    is asked, a few times, and what it cannot tell stays unknown."""
    if send.state == "sending" and send.age_seconds < ON_THE_WAY_SECONDS:
        return Later(minutes=(ON_THE_WAY_SECONDS - send.age_seconds) / 60)
    if send.asked >= ASKED_MAX:
        return None
    tx.later(sql.note_asking, id=send.id)
    return _Asking(channel, outgoing, about, send)


async def note_nobody_came_back(tx: Tx, about: UUID) -> Later | None:
    """What a code was sent by, after the code is over: nobody asks any more, and "on the way" is
    not what it is."""
    for send in await sends_about(tx, about):
        if send.state == "sending":
            if send.age_seconds < ON_THE_WAY_SECONDS:
                return Later(minutes=(ON_THE_WAY_SECONDS - send.age_seconds) / 60)
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


def outgoing_of(
    tx: Tx,
    settings: ChannelSettings,
    send_id: UUID,
    *,
    to: str,
    said: tuple[str, str],
    language: str,
    house: House,
    is_code: bool,
) -> Outgoing:
    """The provider is told where to speak only when it can reach us there."""
    token = letterbox_token(tx.keys, house.ref, settings.provider)
    tell_at = (
        f"{house.hooks}/hooks/{settings.provider}/{token}?send={send_id}" if house.hooks else ""
    )
    text, subject = said
    lasts = CODE_SECONDS if is_code else None
    return Outgoing(send_id, to, text, "ar" if language == "ar" else "en", subject, tell_at, lasts)


async def unsent_lately(tx: Tx) -> tuple[str, ...]:
    """Why codes did not leave within a day that somebody has to mend: no provider, or one that
    does not let us in."""
    rows = await tx.rows(sql.unsent_lately, reasons=list(TO_BE_MENDED))
    return tuple(row["reason"] for row in rows)


async def prune_sends(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_sends, most=most)


async def prune_notices(tx: Tx, most: int) -> int:
    return await tx.run(sql.prune_notices, most=most)


class _Sending(Errand):
    def __init__(self, channel: Channel, outgoing: Outgoing, about: About, tries: int) -> None:
        self._channel = channel
        self._outgoing = outgoing
        self._about = about
        self._tries = tries

    async def go(self) -> Receipt | ChannelRefused | ChannelUnsure | ChannelBusy:
        try:
            return await self._channel.send(self._outgoing)
        except (ChannelRefused, ChannelUnsure, ChannelBusy) as told:
            return told

    async def settle(
        self, tx: Tx, result: Receipt | ChannelRefused | ChannelUnsure | ChannelBusy | Lost
    ) -> Ended:
        send_id = self._outgoing.id
        if isinstance(result, Receipt):
            await advance_send(tx, send_id, result.fate, ref=result.ref, reason=result.reason)
            return None
        if isinstance(result, ChannelRefused):
            if not result.is_final:
                await alert(tx, self._about, result.code)
            await advance_send(tx, send_id, "failed", reason=result.code)
            return None
        if isinstance(result, ChannelBusy):
            return await self._busy(tx, result.retry_after)
        code = result.code if isinstance(result, ChannelUnsure) else "lost"
        await advance_send(tx, send_id, "unknown", reason=code)
        return ASK_AGAIN

    async def _busy(self, tx: Tx, retry_after: float) -> Ended:
        about, is_away = self._about, self._tries >= TRIES_UNTIL_TOLD
        if is_away:
            await alert(tx, about, AWAY)
        await advance_send(tx, self._outgoing.id, "failed", reason=AWAY if is_away else BUSY)
        if self._tries >= TRIES_MAX:
            return GiveUp(AWAY)
        seconds = seconds_until_again(self._tries, is_code=about.is_code, retry_after=retry_after)
        return Later(minutes=seconds / 60)


class _Asking(Errand):
    def __init__(self, channel: Channel, outgoing: Outgoing, about: About, send: Send) -> None:
        self._channel = channel
        self._outgoing = outgoing
        self._about = about
        self._send = send

    async def go(self) -> Receipt | ChannelUnsure | None:
        try:
            return await self._channel.find(self._outgoing, not_before=self._send.created_at)
        except ChannelUnsure as unsure:
            return unsure

    async def settle(self, tx: Tx, result: Receipt | ChannelUnsure | Lost | None) -> Ended:
        if isinstance(result, Receipt):
            await advance_send(tx, self._send.id, result.fate, ref=result.ref, reason=result.reason)
            return None
        await advance_send(tx, self._send.id, "unknown", reason="not_found")
        return ASK_AGAIN if self._send.asked + 1 < ASKED_MAX else None


def _columns(
    about: About, send_id: UUID, provider: str, state: State, reason: str | None, parts: int | None
) -> dict[str, object]:
    return {
        "id": send_id,
        "about": about.id,
        "is_code": about.is_code,
        "channel": about.channel,
        "provider": provider,
        "state": state,
        "reason": reason,
        "prefix": about.prefix,
        "parts": parts,
    }
