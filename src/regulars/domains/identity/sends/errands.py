"""A code or a notice on its way through a provider: written before it is gone, and never twice."""

from dataclasses import dataclass, field
from uuid import UUID

from regulars.domains.identity.sends.rules import (
    AWAY,
    BUSY,
    TRIES_MAX,
    TRIES_UNTIL_TOLD,
    seconds_until_again,
)
from regulars.domains.identity.sends.sends import (
    About,
    Send,
    advance_send,
    alert,
    enter_send,
    note_asking,
)
from regulars.domains.tenants import ChannelSettings, letterbox_token
from regulars.runtime.channel import (
    Channel,
    ChannelBusy,
    ChannelRefused,
    ChannelUnsure,
    Outgoing,
    Receipt,
)
from regulars.runtime.errands import Ended, Errand, GiveUp, Later, Lost
from regulars.runtime.tx import Tx

ASKED_MAX = 4
# A code is worth nothing afterwards.
CODE_SECONDS = 300
ASK_AGAIN = Later(minutes=0.1)


@dataclass(frozen=True, slots=True)
class House:
    """The tenant as a sender. `hooks` is our own address, where providers can reach it."""

    ref: str
    shop: str
    hooks: str = field(default="")


async def begin_send(
    tx: Tx, about: About, channel: Channel, provider: str, outgoing: Outgoing, *, tries: int
) -> Errand | None:
    """Written as on the way; the errand is what goes. None when it was refused at the door. `tries`
    is how often a busy provider was asked before."""
    try:
        parts = channel.validate(outgoing)
    except ChannelRefused as refused:
        enter_send(tx, about, outgoing.id, provider, "failed", reason=refused.code)
        return None
    enter_send(tx, about, outgoing.id, provider, "sending", parts=parts)
    return _Sending(channel, outgoing, about, tries + 1)


async def ask_about_send(
    tx: Tx, about: About, send: Send, channel: Channel, outgoing: Outgoing
) -> Errand | Later | None:
    """Somebody was on the way and did not come back to say so. It is not sent again: the provider
    is asked, a few times, and what it cannot tell stays unknown."""
    if later := send.to_come_back:
        return later
    if send.asked >= ASKED_MAX:
        return None
    note_asking(tx, send)
    return _Asking(channel, outgoing, about, send)


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
