"""Who looked at my data: when, which kind of person or program, from where, and why. Staff are
told of by their role: a customer is owed an answer, not somebody's name (docs/guide/portal.md)."""

from typing import cast
from uuid import UUID

from regulars.domains import audit, identity, tenants
from regulars.domains.audit import LookTrail, SeenLook, Wanted
from regulars.kernel.errors import BadValue, NotFound
from regulars.portal.looks.views import Look, LooksPage, Who
from regulars.portal.pages import Answered, Call, Page, Route, route
from regulars.runtime.cursors import read_cursor, write_cursor
from regulars.runtime.tx import Tx

PAGE_ROWS = 30
PLACE = "portal looks"
ROLES = ("owner", "admin", "branch", "vendor")
PROGRAMS = ("key", "operator")


@route("GET", "/looks", section="privacy")
async def looks_page(call: Call, tx: Tx) -> Answered:
    mine = call.visit.customer_id
    bound = [PLACE, str(mine)]
    trail = await audit.walk_looks(
        tx, Wanted(subject_id=mine), limit=PAGE_ROWS, place=_place(call, tx, bound)
    )
    looks = others_looks(trail, mine)
    who = {look.actor_id for look in looks if look.actor_kind == "staff" and look.actor_id}
    roles = await identity.roles_of_staff(tx, who)
    branches: dict[UUID, str] = {
        b.id: b.name_in(call.visit.language) for b in await tenants.list_branches(tx)
    }

    def told(look: SeenLook) -> Look:
        branch = branches.get(look.branch_id) if look.branch_id else None
        return Look(look.at, _who(look, roles), look.kind, look.purpose, branch)

    older = write_cursor(tx.keys, bound, trail.older) if trail.older else None
    return Page("looks/looks.html", LooksPage(tuple(map(told, looks)), older))


def others_looks(trail: LookTrail, customer_id: UUID) -> tuple[SeenLook, ...]:
    """Without their own: whoever looks at their own data is not told of it."""
    return tuple(look for look in trail.looks if look.actor_id != customer_id)


ROUTES: tuple[Route, ...] = (looks_page,)


def _who(look: SeenLook, roles: dict[UUID, str]) -> Who:
    if look.actor_kind == "staff":
        role = roles.get(look.actor_id) if look.actor_id else None
        return cast("Who", role) if role in ROLES else "staff"
    return cast("Who", look.actor_kind) if look.actor_kind in PROGRAMS else "system"


def _place(call: Call, tx: Tx, bound: list[str]) -> UUID | None:
    if not (text := call.value("older")):
        return None
    try:
        return read_cursor(tx.keys, bound, text, UUID)
    except BadValue:
        raise NotFound from None
