"""The journal: what happened, written in the transaction that made it happen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from regulars.kernel.ids import FactId, new_id
from regulars.runtime.context import Context
from regulars.runtime.conversation import Saying
from regulars.runtime.sql import statements_beside
from regulars.runtime.vault.documents import SealedDocument
from regulars.runtime.vault.envelope import open_sealed, seal
from regulars.runtime.vault.person_keys import PersonKey

sql = statements_beside(__file__)


class Event:
    """A past-tense fact as its room declares it: a frozen dataclass of ids, numbers and states.
    Its fields are stored in clear, so no personal value may be one of them."""

    name: ClassVar[str]
    subject_kind: ClassVar[str]
    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class Changed:
    """Personal values that changed, for one person: {field: [old, new]}, sealed under their key."""

    document: SealedDocument
    person: PersonKey
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """An event about to be written. `seq` is the subject's version after it."""

    id: FactId
    event: Event
    subject_id: UUID
    seq: int
    related_id: UUID | None
    occurred_at: datetime | None
    sealed: bytes | None


class Journal:
    """The facts of one unit of work, written in one round trip before its commit."""

    def __init__(self, tenant_id: UUID) -> None:
        self._tenant_id = tenant_id
        self._facts: list[Fact] = []

    def add(
        self,
        event: Event,
        *,
        subject_id: UUID,
        seq: int,
        related_id: UUID | None = None,
        occurred_at: datetime | None = None,
        changed: Sequence[Changed] = (),
    ) -> FactId:
        fact_id = FactId(new_id())
        sealed = frame(
            seal(
                part.document,
                dict(part.values),
                tenant_id=self._tenant_id,
                row_id=fact_id,
                key=part.person,
            )
            for part in changed
        )
        self._facts.append(
            Fact(fact_id, event, subject_id, seq, related_id, occurred_at, sealed or None)
        )
        return fact_id

    def sayings(self, context: Context) -> list[Saying]:
        """What writes the facts that were added since this was last asked."""
        if not self._facts:
            return []
        facts, self._facts = self._facts, []
        values = {
            "tenant_id": self._tenant_id,
            "ids": [fact.id for fact in facts],
            "names": [fact.event.name for fact in facts],
            "versions": [fact.event.version for fact in facts],
            "subject_kinds": [fact.event.subject_kind for fact in facts],
            "subject_ids": [fact.subject_id for fact in facts],
            "related_ids": [fact.related_id for fact in facts],
            "subject_seqs": [fact.seq for fact in facts],
            "occurred": [fact.occurred_at or context.as_of for fact in facts],
            "bodies": [msgspec.json.encode(fact.event).decode() for fact in facts],
            "seals": [fact.sealed for fact in facts],
            "actor_kind": context.actor_kind,
            "actor_id": context.actor_id,
            "on_behalf_of": context.on_behalf_of,
            "branch_id": context.branch,
            "origin": context.origin,
            "cause_id": context.cause_id,
            "request_id": context.request_id,
        }
        return [(sql.record, values)]


def frame(parts: Iterable[bytes]) -> bytes:
    """Sealed parts in one value, each behind its length: one part per person."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def unframe(framed: bytes | None) -> Iterator[bytes]:
    rest = framed or b""
    while rest:
        size = int.from_bytes(rest[:4], "big")
        if len(rest) < 4 + size:
            raise ValueError("a sealed part of a fact is cut short")
        yield rest[4 : 4 + size]
        rest = rest[4 + size :]


def open_part(
    part: bytes, document: SealedDocument, *, tenant_id: UUID, fact_id: UUID, person: PersonKey
) -> dict[str, Any]:
    return open_sealed(document, part, tenant_id=tenant_id, row_id=fact_id, key=person)
