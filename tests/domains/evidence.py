"""What an operation left behind: its facts, opened, and questions of a test's own."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from regulars.runtime.journal import open_part, unframe
from regulars.runtime.sql import Statement
from regulars.runtime.tx import Tx
from regulars.runtime.vault.documents import SealedDocument
from regulars.runtime.vault.person_keys import PersonKey


@dataclass(frozen=True, slots=True)
class Announced:
    id: UUID
    name: str
    seq: int
    related_id: UUID | None
    data: dict[str, Any]
    sealed: bytes | None

    def opened(self, tx: Tx, document: SealedDocument, person: PersonKey) -> dict[str, Any]:
        """The sealed part, which in these rooms is always about one person."""
        (part,) = unframe(self.sealed)
        return open_part(part, document, tenant_id=tx.tenant_id, fact_id=self.id, person=person)


def asking(text: str, *names: str) -> Statement:
    """A statement of the test's own: $1 is the tenant, the names follow."""
    return Statement("asked", text, ("tenant_id", *names), "tests")


FACTS = asking(
    "SELECT id, name, subject_seq, related_id, data, sealed FROM journal.facts"
    " WHERE tenant_id = $1 AND subject_id = $2 ORDER BY id",
    "subject_id",
)


async def announced(tx: Tx, subject_id: UUID) -> list[Announced]:
    """The facts about somebody so far, oldest first."""
    await tx.flush()
    return [
        Announced(
            row["id"],
            row["name"],
            row["subject_seq"],
            row["related_id"],
            json.loads(row["data"]),
            row["sealed"],
        )
        for row in await tx.rows(FACTS, subject_id=subject_id)
    ]
