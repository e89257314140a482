"""Reactions: what a room does when a fact was recorded, each in a transaction of its own."""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from regulars.kernel.ids import FactId, TenantId
from regulars.runtime.context import ActorKind, Origin
from regulars.runtime.conversation import Row
from regulars.runtime.errands import Errand, GiveUp, Later, Lost, Outcome
from regulars.runtime.journal import Event
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact as it stands in the journal. `subject_seq` orders the facts of one subject, for
    reactions run side by side; `sealed` holds the changed values, framed, one part a person."""

    tenant_id: TenantId
    id: FactId
    name: str
    version: int
    subject_kind: str
    subject_id: UUID
    related_id: UUID | None
    subject_seq: int
    actor_kind: ActorKind
    actor_id: UUID | None
    origin: Origin
    cause_id: UUID | None
    occurred_at: datetime
    recorded_at: datetime
    data: Mapping[str, Any]
    sealed: bytes | None

    @classmethod
    def of(cls, row: Row) -> "RecordedFact":
        plain = {name: row[name] for name in cls.__dataclass_fields__ if name != "data"}
        return cls(**plain, data=json.loads(row["data"]))


__all__ = [
    "Errand",
    "GiveUp",
    "Later",
    "Lost",
    "Outcome",
    "React",
    "Reaction",
    "Reactions",
    "RecordedFact",
    "reacts_to",
]

React: TypeAlias = Callable[[Tx, RecordedFact], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Reaction:
    """`name` is the room and the function's name: the entrypoint of its jobs, kept for ever. An
    outward one that `stays_home` is for what happened live as well, but never gives an errand: it
    waits for nobody else's server."""

    name: str
    facts: frozenset[str]
    react: React
    is_outward: bool = False
    stays_home: bool = False

    @property
    def goes_abroad(self) -> bool:
        return self.is_outward and not self.stays_home

    def wants(self, fact: str, origin: str) -> bool:
        return fact in self.facts and (origin == "live" or not self.is_outward)


class BadReactions(Exception):
    """Two reactions share a name."""


class Reactions:
    """All reactions of an installation, found by fact and by name."""

    def __init__(self, reactions: Iterable[Reaction]) -> None:
        self._by_name: dict[str, Reaction] = {}
        self._by_fact: dict[str, list[Reaction]] = {}
        for reaction in reactions:
            if reaction.name in self._by_name:
                raise BadReactions(f"two reactions are named {reaction.name}")
            self._by_name[reaction.name] = reaction
            for fact in reaction.facts:
                self._by_fact.setdefault(fact, []).append(reaction)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._by_name)

    def named(self, name: str) -> Reaction | None:
        return self._by_name.get(name)

    def to(self, fact: str, *, origin: str) -> list[Reaction]:
        return [each for each in self._by_fact.get(fact, ()) if each.wants(fact, origin)]


def reacts_to(*events: type[Event], outward: bool = False) -> Callable[[React], Reaction]:
    """Makes a reaction of a function. An outward one (a message, a vendor) runs for facts that
    happened live, and not for those of an import, an undo or a backfill."""
    if not events:
        raise BadReactions("a reaction names at least one fact")

    def made(react: React) -> Reaction:
        name = getattr(react, "__name__", "")
        facts = frozenset(event.name for event in events)
        return Reaction(f"{_room_of(react)}.{name}", facts, react, is_outward=outward)

    return made


def _room_of(react: React) -> str:
    """…domains.customers.reactions is of customers, …domains.identity.sends.sending of identity:
    the name is in journals and queues for ever, in whichever wing of its room the function lies."""
    parts = react.__module__.split(".")
    return parts[2] if parts[:2] == ["regulars", "domains"] else parts[-2]
