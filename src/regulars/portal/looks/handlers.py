"""Who looked at my data: when, which kind of person or program, from where, and why."""

from uuid import UUID

from regulars.domains import customers
from regulars.domains.customers import OwnLook
from regulars.kernel.errors import BadValue, NotFound
from regulars.portal.looks.views import Look, LooksPage
from regulars.portal.pages import Answered, Call, Page, Route, route
from regulars.runtime.cursors import read_cursor, write_cursor
from regulars.runtime.language import Language
from regulars.runtime.tx import Tx

PAGE_ROWS = 30
PLACE = "portal looks"


@route("GET", "/looks", section="privacy")
async def looks_page(call: Call, tx: Tx) -> Answered:
    mine = call.visit.customer_id
    bound = [PLACE, str(mine)]
    told = await customers.looks_told(tx, mine, limit=PAGE_ROWS, place=_place(call, tx, bound))
    looks = tuple(_look(look, call.visit.language) for look in told.looks)
    older = write_cursor(tx.keys, bound, told.older) if told.older else None
    return Page("looks/looks.html", LooksPage(looks, older))


ROUTES: tuple[Route, ...] = (looks_page,)


def _look(look: OwnLook, language: Language) -> Look:
    branch = look.branch.name_in(language) if look.branch else None
    return Look(look.at, look.who, look.kind, look.purpose, branch)


def _place(call: Call, tx: Tx, bound: list[str]) -> UUID | None:
    if not (text := call.value("older")):
        return None
    try:
        return read_cursor(tx.keys, bound, text, UUID)
    except BadValue:
        raise NotFound from None
