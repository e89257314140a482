"""Pages of a list: at most so many, and a cursor to where the next one begins."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.api.operations import Call
from regulars.kernel.errors import BadValue, Invalid
from regulars.runtime.cursors import read_cursor, write_cursor
from regulars.runtime.tx import Tx

LIMIT_MAX = 200
LIMIT_DEFAULT = 50

T = TypeVar("T")
Limit = Annotated[
    int,
    Meta(ge=1, le=LIMIT_MAX, extra={"code": "limit_out_of_range", "most": LIMIT_MAX}),
]


class PageQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """`cursor` is the `next_cursor` of the page before, with the same filters."""

    limit: Limit = LIMIT_DEFAULT
    cursor: str = ""


class Listed(Protocol):
    @property
    def id(self) -> UUID: ...

    @property
    def created_at(self) -> datetime: ...


L = TypeVar("L", bound=Listed)


class ListPlace(NamedTuple):
    created_at: datetime
    id: UUID


def limit_of(call: Call) -> int:
    limit: int = call.query.values.get("limit", LIMIT_DEFAULT)
    return limit


def place_of(call: Call, tx: Tx, bound_to: Any, kind: type[T]) -> T | None:
    """Where the page before ended; None for the first. Raises Invalid for a cursor that this
    list did not hand out with these filters."""
    cursor = call.query.values.get("cursor", "")
    try:
        return read_cursor(tx.keys, bound_to, cursor, kind) if cursor else None
    except BadValue as bad:
        raise Invalid(bad.at("cursor")) from None


def cursor_to(tx: Tx, bound_to: Any, place: Any) -> str | None:
    return write_cursor(tx.keys, bound_to, place) if place else None


def page_of(
    call: Call, tx: Tx, things: Sequence[L], *, name: str, newest_first: bool = False
) -> tuple[list[L], str | None]:
    """One page of a list that is short enough to be loaded whole."""
    after = place_of(call, tx, [name], ListPlace)
    ordered = sorted(things, key=_place, reverse=newest_first)
    if after is not None:
        ordered = [t for t in ordered if (_place(t) < after if newest_first else _place(t) > after)]
    page = ordered[: limit_of(call)]
    following = _place(page[-1]) if len(ordered) > len(page) else None
    return page, cursor_to(tx, [name], following)


def _place(thing: Listed) -> ListPlace:
    return ListPlace(thing.created_at, thing.id)
