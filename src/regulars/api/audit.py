"""/api/v1/audit: what happened, and who looked."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.api.bodies import ID, path_id
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.api.views import Moment
from regulars.domains import audit
from regulars.domains.audit import FactEntry, FactPlace, SeenLook, Wanted
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

# Left blank it narrows to nobody in particular.
SubjectId = Annotated[
    str, Meta(pattern=f"^({ID.pattern})?$", max_length=36, extra={"code": "wrong_type"})
]


Since = Annotated[datetime, Meta(tz=True, extra={"code": "wrong_type"})]
FactName = Annotated[
    str, Meta(pattern="^([a-z_]+[.][a-z_]+)?$", max_length=100, extra={"code": "wrong_type"})
]
LookKind = Literal["", "listed", "read", "revealed", "exported"]


class TrailQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """`subject_id` narrows to one customer, branch, staff account or key, `actor_id` to whoever
    did it, `branch_id` to where; `until` is exclusive. With filters that match little a page may
    hold less than `limit`, or nothing, and still have a next one."""

    subject_id: SubjectId = ""
    actor_id: SubjectId = ""
    branch_id: SubjectId = ""
    since: Since | None = None
    until: Since | None = None


class AuditQuery(TrailQuery, kw_only=True, forbid_unknown_fields=True):
    """`name` narrows to one kind of fact, such as `customers.changed`."""

    name: FactName = ""


class ReadsQuery(TrailQuery, kw_only=True, forbid_unknown_fields=True):
    """`kind` narrows to one kind of look."""

    kind: LookKind = ""


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
    wanted = _wanted(call, call.query.values.get("name"))
    bound_to = ["audit", wanted]
    place = place_of(call, tx, bound_to, FactPlace)
    page = await audit.walk_facts(tx, wanted, limit=limit_of(call), place=place)
    facts = [_fact_view(fact) for fact in page.facts]
    return Answer(200, FactList(facts, cursor_to(tx, bound_to, page.older)))


@operation(
    "GET", "/api/v1/audit/reads", Scope.AUDIT_READ, query=ReadsQuery, answers={200: LookList}
)
async def list_reads(call: Call, tx: Tx) -> Answer:
    """List who looked at personal data, newest first."""
    call.require_good()
    wanted = _wanted(call, call.query.values.get("kind"))
    bound_to = ["audit/reads", wanted]
    place = place_of(call, tx, bound_to, UUID)
    page = await audit.walk_looks(tx, wanted, limit=limit_of(call), place=place)
    looks = [_look_view(look) for look in page.looks]
    return Answer(200, LookList(looks, cursor_to(tx, bound_to, page.older)))


OPERATIONS: tuple[Operation, ...] = (list_facts, list_reads)


def _wanted(call: Call, kind: str | None) -> Wanted:
    given = call.query.values

    def id_of(name: str) -> UUID | None:
        return path_id(given[name]) if given.get(name) else None

    return Wanted(
        subject_id=id_of("subject_id"),
        actor_id=id_of("actor_id"),
        branch_id=id_of("branch_id"),
        kind=kind or None,
        since=given.get("since"),
        until=given.get("until"),
    )


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


def _look_view(look: SeenLook) -> LookView:
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
