"""Taking the trail out of the house: bounded, and never without a fact that says so."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

from regulars.domains.audit.events import AuditExported
from regulars.domains.audit.facts import FactEntry, FactPlace
from regulars.domains.audit.looks import SeenLook, walk_looks
from regulars.domains.audit.trail import walk_facts
from regulars.domains.audit.wanted import Wanted
from regulars.runtime.tx import Tx

EXPORT_ROWS_MAX = 5_000
PAGE = 1_000
# Filters that match little: so many walks, and what lies beyond them is left out and said so.
WALKS_MAX = 40

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Export(Generic[E]):
    """`is_cut` when older entries that match were, or may have been, left out."""

    entries: tuple[E, ...]
    is_cut: bool


async def export_facts(tx: Tx, wanted: Wanted, *, most: int = EXPORT_ROWS_MAX) -> Export[FactEntry]:
    async def walk(limit: int, place: FactPlace | None) -> tuple[Sequence[FactEntry], Any]:
        trail = await walk_facts(tx, wanted, limit=limit, place=place)
        return trail.facts, trail.older

    return _told(tx, "changes", wanted, await _gathered(walk, most))


async def export_looks(tx: Tx, wanted: Wanted, *, most: int = EXPORT_ROWS_MAX) -> Export[SeenLook]:
    async def walk(limit: int, place: Any) -> tuple[Sequence[SeenLook], Any]:
        trail = await walk_looks(tx, wanted, limit=limit, place=place)
        return trail.looks, trail.older

    return _told(tx, "looks", wanted, await _gathered(walk, most))


class _Sized(Protocol):
    @property
    def entries(self) -> Sequence[Any]: ...

    @property
    def is_cut(self) -> bool: ...


X = TypeVar("X", bound=_Sized)


async def _gathered(
    walk: Callable[[int, Any], Awaitable[tuple[Sequence[E], Any]]], most: int
) -> Export[E]:
    found: list[E] = []
    place: Any = None
    for _ in range(WALKS_MAX):
        page, place = await walk(min(PAGE, most - len(found)), place)
        found.extend(page)
        if place is None or len(found) == most:
            break
    return Export(tuple(found), place is not None)


def _told(tx: Tx, what: Literal["changes", "looks"], wanted: Wanted, export: X) -> X:
    event = AuditExported(what, wanted.shape, len(export.entries), export.is_cut)
    tx.emit(event, subject_id=tx.tenant_id, seq=1)
    return export
