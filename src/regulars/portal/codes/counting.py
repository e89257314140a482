"""Asking for codes and typing them, counted by where it comes from; and the page that waits."""

from typing import Literal, Protocol

from regulars.browser.peers import peer_of
from regulars.domains import identity
from regulars.portal.pages import Page
from regulars.portal.visits import Visit


class Waits(Protocol):
    """A page that says how long to wait."""

    @property
    def wait_seconds(self) -> int: ...


async def count_peer_try(
    visit: Visit, what: Literal["code_asked", "code_typed"], *, route: str
) -> int:
    """The seconds to wait, 0 when this one is granted. Committed by itself, before what it
    counts."""
    peer = peer_of(visit.request, hops=visit.desk.settings.proxy_hops)
    return await visit.desk.database.unit(
        visit.anyone(route=route), lambda tx: identity.count_peer_try(tx, peer, what)
    )


def held_back(template: str, view: Waits) -> Page:
    return Page(template, view, 429, {"Retry-After": str(view.wait_seconds)})
