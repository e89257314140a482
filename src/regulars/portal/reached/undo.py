"""The page behind the link that undoes a change. Opening it shows, its button acts."""

from regulars.domains import customers, identity
from regulars.domains.identity import Credential
from regulars.kernel.errors import Outdated
from regulars.portal.pages import Answered, Call, OpenRoute, Page, open_route
from regulars.portal.reached.views import UndonePage, UndoPage
from regulars.runtime.tx import Tx

OVER = Page("reached/undone.html", UndonePage(None), 410)
TRIES_MAX = 3


@open_route("GET", "/undo/{link:str}")
async def undo_page(call: Call) -> Answered:
    link, visit = _link(call), call.visit
    if link is None:
        return OVER
    context = visit.anyone(route="GET /p/{tenant}/undo/{link}")
    seen = await visit.desk.database.unit(context, lambda tx: customers.read_reversal(tx, link))
    if seen is None:
        return OVER
    view = UndoPage(
        link.secret,
        seen.kind,
        seen.changed_at,
        seen.reversible_until,
        seen.had_one,
        seen.is_taken,
        seen.also,
    )
    return Page("reached/undo.html", view)


@open_route("POST", "/undo/{link:str}")
async def undo(call: Call) -> Answered:
    link, visit = _link(call), call.visit
    if link is None:
        return OVER
    context = visit.anyone(route="POST /p/{tenant}/undo/{link}")

    async def reverse(tx: Tx) -> customers.Reversed | None:
        return await customers.reverse_change(tx, link)

    done = None
    for left in reversed(range(TRIES_MAX)):
        try:
            done = await visit.desk.database.unit(context, reverse)
            break
        except Outdated:
            # The record changed between the look and the lock; once more, with what it is now.
            if not left:
                raise
    if done is None:
        return OVER
    view = UndonePage(done.kind, done.had_one, done.is_restored, done.reaches_on, done.also)
    visit = call.visit
    is_out = visit.session is not None and visit.customer_id == done.customer.id
    return Page("reached/undone.html", view, is_outside=is_out)


ROUTES: tuple[OpenRoute, ...] = (undo_page, undo)


def _link(call: Call) -> Credential | None:
    """None too for another shop's: it is looked for in this one alone."""
    environment = call.visit.desk.settings.environment
    link = identity.read_credential(call.ids["link"], kind="ru", environment=environment)
    return link if link and link.tenant_ref == call.visit.tenant.ref else None
