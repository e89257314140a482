"""Errands: what a reaction does outside of the house, between two units of work."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from regulars.runtime.tx import Tx

_CODE = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True)
class Later:
    """Not yet: what was written is kept, and the reaction is called again after a while."""

    minutes: float

    @property
    def delay(self) -> timedelta:
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It will never work: what was written is kept, and the fact goes to the dead letters.
    `reason` is a code and never a person's words."""

    reason: str

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.reason):
            raise ValueError("a reason is a code such as number_unreachable")


Ended: TypeAlias = Later | GiveUp | None


@dataclass(frozen=True, slots=True)
class Lost:
    """Nobody came back from the errand: time ran out, or it failed in a way that nobody foresaw.
    What happened outside is not known. `reason` is the class of what was raised."""

    reason: str


class Errand(ABC):
    """A reaction that returns one has written in its unit of work that somebody is on the way, and
    that is committed. `go` then runs in no transaction and within a time limit; `settle` writes how
    it ended, in a second unit of work that also ends the delivery.

    A worker that dies in between leaves what was written first. So a reaction that finds "on the
    way" does not go again: it waits until nobody can be on the way any more, and then asks outside
    what became of it."""

    @abstractmethod
    async def go(self) -> Any:
        """What happens outside."""

    @abstractmethod
    async def settle(self, tx: Tx, result: Any) -> Ended:
        """`result` is what `go` answered, or Lost."""


Outcome: TypeAlias = Ended | Errand
