"""Which change a page is at, sealed into its address as at the door."""

from dataclasses import dataclass, field
from time import time
from uuid import UUID

import msgspec

from regulars.portal.pages import PageOver
from regulars.portal.reached.views import ReachKind, Step
from regulars.portal.visits import Visit
from regulars.runtime.sealed_words import open_words, seal_words
from regulars.runtime.tx import Tx

USE = "portal change"
LIFETIME_SECONDS = 1_800


@dataclass(frozen=True, slots=True)
class Changing:
    """`asked_at` only ends the page; what ends the code is the database's clock. Who is not in by
    `session` is told nothing of it."""

    challenge: UUID
    step: Step
    kind: ReachKind
    typed: str = field(repr=False)
    even_so: bool
    asked_at: int
    session: UUID
    # Seconds until another code may be asked for; counted on the page, decided elsewhere.
    resend_in: int = 0

    @property
    def resend_seconds(self) -> int:
        return max(0, self.asked_at + self.resend_in - int(time()))


def write_changing(tx: Tx, changing: Changing) -> str:
    return seal_words(tx.keys, USE, msgspec.json.encode(changing).decode())


async def read_changing(visit: Visit, text: str, *, route: str) -> Changing:
    """Raises PageOver for what is no page of ours, or of another sign-in, or of long ago."""

    async def opened(tx: Tx) -> str | None:
        return open_words(tx.keys, USE, text)

    words = await visit.desk.database.unit(visit.anyone(route=route), opened) if text else None
    if words is None:
        raise PageOver("/profile")
    changing = msgspec.json.decode(words, type=Changing)
    if changing.session != visit.signed_in.id:
        raise PageOver("/profile")
    if not 0 <= int(time()) - changing.asked_at <= LIFETIME_SECONDS:
        raise PageOver("/profile")
    return changing
