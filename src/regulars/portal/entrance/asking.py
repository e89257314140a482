"""Asking for a code: counted where it comes from; the same for known and unknown."""

from uuid import UUID

from regulars.browser.cookies import credential_kept
from regulars.browser.peers import peer_of
from regulars.domains import customers, identity
from regulars.domains.customers import CodeAsked
from regulars.portal.entrance.state import Waiting, bound_to, now, write_waiting
from regulars.portal.entrance.views import By
from regulars.portal.visits import Visit
from regulars.runtime.tx import Tx


async def ask_for_code(
    visit: Visit, by: By, typed: str, *, route: str, also: UUID | None = None
) -> str | int:
    """The sealed state of the page that waits for it, or the seconds to wait. Raises Invalid for
    what is no number or address."""
    database, context = visit.desk.database, visit.anyone(route=route)
    mine = bound_to(visit)
    peer = peer_of(visit.request, hops=visit.desk.settings.proxy_hops)
    wait = await database.unit(context, lambda tx: identity.count_peer_try(tx, peer, "code_asked"))
    if wait:
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
        waiting = Waiting(asked.id, by, typed, now(), asked.resend_in, mine, also)
        return write_waiting(tx, waiting)

    return await database.unit(context, ask)
