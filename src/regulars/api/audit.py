"""/api/v1/audit: what happened, and who looked."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from regulars.api.bodies import path_id
from regulars.api.cursors import read_cursor, write_cursor
from regulars.api.operations import Answer, Call, Operation, limit_of, operation
from regulars.domains import audit
from regulars.domains.audit import FactEntry, FactPlace, Look
from regulars.domains.identity import Scope
from regulars.kernel.errors import FieldError, Invalid, NotFound
from regulars.runtime.tx import Tx


class AuditQuery(msgspec.Struct):
    """`subject_id` narrows to one customer, branch, staff account or key."""

    subject_id: str = ""
    limit: int = 50
    cursor: str = ""


class FactView(msgspec.Struct):
    """A fact. `data` holds ids, numbers and states; personal values are sealed and not shown."""

    id: UUID
    name: str
    subject_kind: str
    subject_id: UUID
    actor_kind: str
    actor_id: UUID | None
    branch_id: UUID | None
    origin: str
    request_id: str | None
    occurred_at: datetime
    recorded_at: datetime
    data: dict[str, Any]


class FactList(msgspec.Struct):
    data: list[FactView]
    next_cursor: str | None


class LookView(msgspec.Struct):
    """One request that showed personal data."""

    id: UUID
    kind: str
    actor_kind: str
    actor_id: UUID | None
    branch_id: UUID | None
    purpose: str
    route: str
    at: datetime
    subjects_count: int


class LookList(msgspec.Struct):
    data: list[LookView]
    next_cursor: str | None


@operation("GET", "/api/v1/audit", Scope.AUDIT_READ, query=AuditQuery, answers={200: FactList})
async def list_facts(call: Call, tx: Tx) -> Answer:
    """List facts, newest first: every change that was made, by whom."""
    call.require_good()
    subject_id = _subject(call)
    bound_to = ["audit", str(subject_id)]
    cursor = call.query.values.get("cursor", "")
    after = msgspec.convert(read_cursor(tx.keys, bound_to, cursor), FactPlace) if cursor else None
    page = await audit.list_facts(tx, subject_id=subject_id, limit=limit_of(call), after=after)
    following = write_cursor(tx.keys, bound_to, page.next) if page.next else None
    return Answer(200, FactList([_fact_view(fact) for fact in page.facts], following))


@operation(
    "GET", "/api/v1/audit/reads", Scope.AUDIT_READ, query=AuditQuery, answers={200: LookList}
)
async def list_reads(call: Call, tx: Tx) -> Answer:
    """List who looked at personal data, newest first."""
    call.require_good()
    subject_id = _subject(call)
    bound_to = ["audit/reads", str(subject_id)]
    cursor = call.query.values.get("cursor", "")
    after = msgspec.convert(read_cursor(tx.keys, bound_to, cursor), UUID) if cursor else None
    page = await audit.list_looks(tx, subject_id=subject_id, limit=limit_of(call), after=after)
    following = write_cursor(tx.keys, bound_to, page.next) if page.next else None
    return Answer(200, LookList([_look_view(look) for look in page.looks], following))


OPERATIONS: tuple[Operation, ...] = (list_facts, list_reads)


def _subject(call: Call) -> UUID | None:
    given = call.query.values.get("subject_id", "")
    try:
        return path_id(given) if given else None
    except NotFound:
        raise Invalid(FieldError("subject_id", "wrong_type")) from None


def _fact_view(fact: FactEntry) -> FactView:
    return FactView(
        fact.id,
        fact.name,
        fact.subject_kind,
        fact.subject_id,
        fact.actor_kind,
        fact.actor_id,
        fact.branch_id,
        fact.origin,
        fact.request_id,
        fact.occurred_at,
        fact.recorded_at,
        fact.data,
    )


def _look_view(look: Look) -> LookView:
    return LookView(
        look.id,
        look.kind,
        look.actor_kind,
        look.actor_id,
        look.branch_id,
        look.purpose,
        look.route,
        look.at,
        look.subjects_count,
    )
