"""Which code a page waits for, sealed into its address: nobody else reads it, nobody makes one."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from regulars.browser.awaited import now, read_awaited, resend_seconds, write_awaited
from regulars.kernel.phone import parse_phone
from regulars.portal.codes.views import CodeKind, CodePage, Step
from regulars.portal.pages import PageOver
from regulars.portal.visits import Visit
from regulars.runtime.tx import Tx

# A state of one page is none of another's.
Use = Literal["portal entrance", "portal change", "portal invitation"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """`typed` is the address as it was typed, or the number with its country. `bound_to` is who
    asked, a browser or a sign-in: elsewhere, or in a log of addresses, the page says nothing.
    `also` is the challenge that a second proof at the door is about; `step` and `even_so` are of a
    change."""

    challenge: UUID
    kind: CodeKind
    typed: str = field(repr=False)
    bound_to: bytes = field(repr=False)
    resend_in: int
    asked_at: int = field(default_factory=now)
    also: UUID | None = None
    step: Step | None = None
    even_so: bool = False

    @property
    def resend_seconds(self) -> int:
        return resend_seconds(self)


def write_waiting(tx: Tx, use: Use, waiting: Waiting) -> str:
    return write_awaited(tx, use, waiting)


async def read_waiting(
    visit: Visit, use: Use, text: str, *, bound_to: bytes, over: str, route: str
) -> Waiting:
    """Raises PageOver, which leads on to `over`, for what is no page of ours, or was asked for by
    somebody else, or long ago."""

    async def opened(tx: Tx) -> Waiting | None:
        return read_awaited(tx, use, text, Waiting, bound_to=bound_to)

    waiting = await visit.desk.database.unit(visit.anyone(route=route), opened) if text else None
    if waiting is None:
        raise PageOver(over)
    return waiting


def written_out(visit: Visit, kind: CodeKind, typed: str) -> str:
    """A number that a code went to, with its country: who comes from elsewhere sees that theirs
    was read as one from here."""
    if kind == "email":
        return typed
    return parse_phone(typed, country=visit.settings.default_country).e164


def code_page(at: str, state: str, waiting: Waiting) -> CodePage:
    """Where they confirm who they are, `typed` is not where the code went."""
    return CodePage(
        at,
        state,
        waiting.kind,
        "" if waiting.step == "confirm" else waiting.typed,
        waiting.resend_seconds,
        waiting.step,
        is_second=waiting.also is not None,
    )
