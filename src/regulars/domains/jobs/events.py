"""What the jobs room announces: what somebody asked of the worker. The worker does it."""

from dataclasses import dataclass
from typing import ClassVar

from regulars.kernel.ids import FactId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class JobsRequeueAsked(Event):
    """Somebody wants one fact handed again to a reaction that had given it up."""

    name: ClassVar[str] = "jobs.requeue_asked"
    subject_kind: ClassVar[str] = "job"
    fact: FactId
    reaction: str


@dataclass(frozen=True, slots=True)
class JobsRequeueOfKindAsked(Event):
    """Somebody wants everything tried again that one reaction had given up by now."""

    name: ClassVar[str] = "jobs.requeue_of_kind_asked"
    subject_kind: ClassVar[str] = "tenant"
    reaction: str


@dataclass(frozen=True, slots=True)
class JobsDiscardAsked(Event):
    """Somebody wants one fact never again handed to a reaction that had given it up."""

    name: ClassVar[str] = "jobs.discard_asked"
    subject_kind: ClassVar[str] = "job"
    fact: FactId
    reaction: str
