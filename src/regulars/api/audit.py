"""/api/v1/audit: what happened, and who looked."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.api.bodies import ID, path_id
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.api.views import Moment
from regulars.domains import audit
from regulars.domains.audit import FactEntry, FactPlace, Look
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

# Left blank it narrows to nobody in particular.
SubjectId = Annotated[
    str, Meta(pattern=f"^({ID.pattern})?$", max_length=36, extra={"code": "wrong_type"})
]


class AuditQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """`subject_id` narrows to one customer, branch, staff account or key."""

    subject_id: SubjectId = ""


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
    occurred_at: Moment
    recorded_at: Moment
    data: dict[str, Any]


class FactList(msgspec.Struct):
    """Facts, and where the next page begins; null on the last."""

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
    at: Moment
    subjects_count: int


class LookList(msgspec.Struct):
    """Looks, and where the next page begins; null on the last."""

    data: list[LookView]
    next_cursor: str | None


@operation("GET", "/api/v1/audit", Scope.AUDIT_READ, query=AuditQuery, answers={200: FactList})
async def list_facts(call: Call, tx: Tx) -> Answer:
    """List facts, newest first: every change that was made, by whom."""
    call.require_good()
    subject_id = _subject(call)
    bound_to = ["audit", subject_id]
    after = place_of(call, tx, bound_to, FactPlace)
    page = await audit.list_facts(tx, subject_id=subject_id, limit=limit_of(call), after=after)
    facts = [_fact_view(fact) for fact in page.facts]
    return Answer(200, FactList(facts, cursor_to(tx, bound_to, page.next)))


@operation(
    "GET", "/api/v1/audit/reads", Scope.AUDIT_READ, query=AuditQuery, answers={200: LookList}
)
async def list_reads(call: Call, tx: Tx) -> Answer:
    """List who looked at personal data, newest first."""
    call.require_good()
    subject_id = _subject(call)
    bound_to = ["audit/reads", subject_id]
    after = place_of(call, tx, bound_to, UUID)
    page = await audit.list_looks(tx, subject_id=subject_id, limit=limit_of(call), after=after)
    looks = [_look_view(look) for look in page.looks]
    return Answer(200, LookList(looks, cursor_to(tx, bound_to, page.next)))


OPERATIONS: tuple[Operation, ...] = (list_facts, list_reads)


def _subject(call: Call) -> UUID | None:
    given = call.query.values.get("subject_id")
    return path_id(given) if given else None


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
