"""The reviewers' queue: papers that wait, oldest first, by state and by kind."""

from typing import cast

from regulars.console.pages import Answered, Call, Page, Route, route
from regulars.console.places import read_place, write_place
from regulars.console.verifications.shown import queue_row, staff_in
from regulars.console.verifications.views import QueuePage
from regulars.domains import customers, identity
from regulars.domains.identity import (
    DOCUMENT_KINDS,
    DocumentKind,
    QueuePlace,
    Scope,
    VerificationState,
)
from regulars.kernel.errors import NotFound
from regulars.runtime.tx import Tx

REVIEW = Scope.VERIFICATIONS_REVIEW
PAGE_ROWS = 50
SHOWN: tuple[VerificationState, ...] = ("pending", "requested", "approved", "rejected", "expired")


@route("GET", "/verifications", REVIEW, section="verifications", purpose="verification")
async def queue_page(call: Call, tx: Tx) -> Answered:
    state = call.value("state") or "pending"
    kind = call.value("kind")
    if state not in SHOWN or kind not in ("", *DOCUMENT_KINDS):
        raise NotFound
    bound = ["verifications", state, kind]
    waiting = await customers.waiting_papers(
        tx,
        state=state,
        document=cast("DocumentKind", kind) if kind else None,
        after=read_place(tx.keys, bound, call.value("after"), QueuePlace),
        limit=PAGE_ROWS,
    )
    found = [each for each in waiting.queue.verifications if each.holder_id in waiting.customers]
    names = await identity.staff_names(tx, staff_in(found))
    tx.note_reads("listed", waiting.customers)
    following = waiting.queue.next
    counts = await identity.count_queue(tx, SHOWN)
    view = QueuePage(
        rows=tuple(
            queue_row(call, each, waiting.customers[each.holder_id], names) for each in found
        ),
        state=state,
        counts=tuple((each, counts.get(each, 0)) for each in SHOWN),
        kinds=DOCUMENT_KINDS,
        kind=kind,
        next_cursor=write_place(tx.keys, bound, following) if following else None,
        is_first=not call.value("after"),
        counted_most=identity.COUNTED_MAX,
    )
    return Page("verifications/queue.html", view)


ROUTES: tuple[Route, ...] = (queue_page,)
