"""From facts and looks to what the trail shows of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from regulars.console.audit.people import People, customer_subject
from regulars.console.audit.views import LookEntry, Subject, TrailEntry
from regulars.console.customers import shown as customers_shown
from regulars.console.customers.told import Telling
from regulars.console.customers.views import ActorKind
from regulars.console.pages import Call
from regulars.domains import audit
from regulars.domains.audit import SeenLook
from regulars.domains.customers import Customer, TimelineEntry

# What was recorded as it happened differs by a transaction's length; samples tell of the past.
AT_ONCE = timedelta(minutes=1)


def entry_of(
    call: Call, entry: TimelineEntry, telling: Telling, people: People, *, by_story: bool
) -> TrailEntry:
    """`by_story` for one subject, whose facts come by when they happened."""
    fact = entry.fact
    told = customers_shown.entry_of(entry, telling, people.staff)
    if fact.actor_kind == "key":
        told = replace(told, actor=people.actor("key", fact.actor_id))
    is_late = fact.recorded_at - fact.occurred_at > AT_ONCE
    return TrailEntry(
        id=str(fact.id),
        at=fact.occurred_at if by_story else fact.recorded_at,
        told=told,
        subject=people.subject(call, fact.subject_kind, fact.subject_id),
        told_at=fact.occurred_at if is_late and not by_story else None,
    )


def look_of(
    call: Call, look: SeenLook, people: People, customers: Mapping[UUID, Customer] | None
) -> LookEntry:
    """Without `customers` nobody is named: the page is about one of them, and the others on the
    same page are none of its reader's business."""
    subjects: tuple[Subject, ...] = ()
    if customers is not None:
        subjects = tuple(
            customer_subject(call, customers[id_])
            for id_ in look.first_subjects
            if id_ in customers
        )
    known = ("staff", "key", "customer", "operator")
    kind = look.actor_kind if look.actor_kind in known else "system"
    return LookEntry(
        id=str(look.id),
        at=look.at,
        kind=look.kind,
        purpose=look.purpose,
        place=audit.place_of(look.route),
        route=look.route.replace(":str}", "}"),
        actor=people.actor(look.actor_kind, look.actor_id),
        actor_kind=cast("ActorKind", kind),
        branch=call.visit.branch_name(look.branch_id),
        subjects=subjects,
        others=look.subjects_count - len(subjects) if customers is not None else 0,
    )


def ids_in(looks: tuple[SeenLook, ...]) -> set[Any]:
    return {id_ for look in looks for id_ in look.first_subjects}
