"""/api/v1/customers/{id}/history: what became of each field, by whom and when."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.api.views import Moment, masked
from regulars.domains import customers
from regulars.domains.audit import FactPlace
from regulars.domains.customers import DOORS, HISTORY_FIELDS, TimelineEntry, changes_of
from regulars.domains.identity import Scope
from regulars.kernel.errors import FieldError, Invalid
from regulars.runtime.tx import Tx


class HistoryQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """`field` narrows it to one, such as `phone` or `stage`."""

    field: Annotated[str, Meta(extra_json_schema={"enum": ["", *HISTORY_FIELDS]})] = ""


class ChangeView(msgspec.Struct):
    """One field, old and new; null where there was or is nothing. Masked like the customer; doors,
    notes and pins of addresses are left out without `customers:reveal`, birth dates without
    `customers:birth_date`."""

    field: str
    old: Any
    new: Any


class HistoryEntryView(msgspec.Struct):
    """What one change did, and whose it was."""

    id: UUID
    fact: str
    occurred_at: Moment
    actor_kind: Literal["staff", "key", "customer", "system", "operator"]
    actor_id: UUID | None
    changes: list[ChangeView]


class HistoryList(msgspec.Struct):
    """Changes, newest first, and where the next page begins; null on the last."""

    data: list[HistoryEntryView]
    next_cursor: str | None


@operation(
    "GET",
    "/api/v1/customers/{id:str}/history",
    Scope.CUSTOMERS_READ,
    query=HistoryQuery,
    answers={200: HistoryList},
)
async def get_customer_history(call: Call, tx: Tx) -> Answer:
    """Read what became of each field of a customer."""
    field = call.query.values.get("field", "") or None
    if field is not None and field not in HISTORY_FIELDS:
        raise Invalid(*call.errors, FieldError("field", "unknown_value"))
    call.require_good()
    customer = await customers.customer_by_id(tx, call.ids["id"])
    bound_to = ["history", str(customer.id), field]
    page = await customers.read_history(
        tx,
        customer,
        field=field,
        limit=limit_of(call),
        after=place_of(call, tx, bound_to, FactPlace),
    )
    reveal = call.caller.may_reveal
    left_out = DOORS if not reveal else frozenset()
    if not call.caller.may_see_birth_dates:
        left_out |= {"birth_date"}
    tx.note_reads("revealed" if reveal else "read", [customer.id])
    views = [_view(entry, field, left_out, reveal=reveal) for entry in page.entries]
    return Answer(200, HistoryList(views, cursor_to(tx, bound_to, page.next)))


OPERATIONS: tuple[Operation, ...] = (get_customer_history,)


def _view(
    entry: TimelineEntry, field: str | None, left_out: frozenset[str], *, reveal: bool
) -> HistoryEntryView:
    fact = entry.fact
    actor: Any = fact.actor_kind
    changes = [
        ChangeView(
            each.field, *(masked(each.field, v, reveal=reveal) for v in (each.old, each.new))
        )
        for each in changes_of(entry)
        if field in (None, each.field) and each.field not in left_out
    ]
    return HistoryEntryView(fact.id, fact.name, fact.occurred_at, actor, fact.actor_id, changes)
