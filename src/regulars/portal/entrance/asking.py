"""Asking for a code: counted where it comes from; the same for known and unknown."""

import hashlib
from uuid import UUID

from regulars.browser.cookies import anonymous_secret, credential_kept
from regulars.domains import customers
from regulars.domains.customers import CodeAsked
from regulars.portal.codes.counting import count_peer_try
from regulars.portal.codes.views import CodeKind
from regulars.portal.codes.waiting import Use, Waiting, write_waiting, written_out
from regulars.portal.visits import Visit
from regulars.runtime.tx import Tx

USE: Use = "portal entrance"


async def ask_for_code(
    visit: Visit, by: CodeKind, typed: str, *, route: str, also: UUID | None = None
) -> str | int:
    """The sealed state of the page that waits for it, or the seconds to wait. Raises Invalid for
    what is no number or address."""
    database, context = visit.desk.database, visit.anyone(route=route)
    mine = bound_to(visit)
    if wait := await count_peer_try(visit, "code_asked", route=route):
        return wait
    wanted = CodeAsked(
        "registration",
        typed if by == "phone" else None,
        typed if by == "email" else None,
        visit.settings.default_country,
        visit.language,
        bound_to=mine,
        device=credential_kept(visit.desk, visit.tenant, visit.request, "rd"),
    )

    async def ask(tx: Tx) -> str | int:
        asked = await customers.ask_code(tx, wanted)
        if isinstance(asked, int):
            return asked
        shown = written_out(visit, by, typed)
        waiting = Waiting(asked.id, by, shown, mine, asked.resend_in, also=also)
        return write_waiting(tx, USE, waiting)

    return await database.unit(context, ask)


def bound_to(visit: Visit) -> bytes:
    """The browser that asked is the one that may answer."""
    secret = anonymous_secret(visit.desk, visit.request)
    return hashlib.sha256(b"regulars.portal.code.v1" + secret.encode()).digest()
