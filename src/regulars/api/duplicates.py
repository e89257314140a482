"""/api/v1/possible-duplicates: two records that may be one person, told apart or marked."""

from typing import Literal
from uuid import UUID

import msgspec

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.api.views import CandidateView, Moment, candidate_view
from regulars.domains import customers
from regulars.domains.customers import DuplicatePlace, PossibleDuplicate
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/possible-duplicates"
State = Literal["open", "to_merge", "dismissed"]


class DuplicateView(msgspec.Struct):
    """`customer` is the record that came later. `why`: several records had the number, one of them
    has an account, the number passed on, or somebody else holds it."""

    id: UUID
    customer: CandidateView
    other: CandidateView
    why: Literal["several", "has_account", "passed_on", "held"]
    state: State
    created_at: Moment


class DuplicateList(msgspec.Struct):
    """Newest first; only pairs of which both may be seen, so a page may be short. `next_cursor` is
    null on the last."""

    data: list[DuplicateView]
    next_cursor: str | None


class DuplicateQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Those that nobody looked at yet, unless `state` says otherwise."""

    state: State = "open"


class Settled(msgspec.Struct, forbid_unknown_fields=True):
    """Two people (`dismissed`), one person (`to_merge`), or `open` again."""

    verdict: State


@operation("GET", ADDRESS, Scope.CUSTOMERS_READ, query=DuplicateQuery, answers={200: DuplicateList})
async def list_possible_duplicates(call: Call, tx: Tx) -> Answer:
    """List records that may be of one person, as somebody's sign-up showed."""
    call.require_good()
    state = call.query.values.get("state", "open")
    bound = ["duplicates", state]
    page = await customers.list_possible_duplicates(
        tx, state, limit=limit_of(call), after=place_of(call, tx, bound, DuplicatePlace)
    )
    tx.note_reads(
        "listed", [each.id for pair in page.pairs for each in (pair.customer, pair.other)]
    )
    views = [_view(pair) for pair in page.pairs]
    return Answer(200, DuplicateList(views, cursor_to(tx, bound, page.next)))


@operation(
    "POST",
    ADDRESS + "/{id:str}/settle",
    Scope.CUSTOMERS_WRITE,
    body=Settled,
    answers={204: None},
)
async def settle_possible_duplicate(call: Call, tx: Tx) -> Answer:
    """Say what two records are: two people, one person, or not decided yet."""
    call.require_good()
    await customers.settle_possible_duplicate(tx, call.ids["id"], call.body.values["verdict"])
    return Answer(204)


OPERATIONS: tuple[Operation, ...] = (list_possible_duplicates, settle_possible_duplicate)


def _view(pair: PossibleDuplicate) -> DuplicateView:
    return DuplicateView(
        pair.id,
        candidate_view(pair.customer),
        candidate_view(pair.other),
        pair.why,
        pair.state,
        pair.created_at,
    )
