"""From customers to what the console shows of them: masked, named in the reader's script."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from regulars.console.customers.views import (
    ActorKind,
    Candidate,
    Change,
    CustomerFields,
    CustomerPage,
    CustomerRow,
    Held,
    Permissions,
    Timeline,
    TimelineEntry,
    Whole,
)
from regulars.console.visits import Visit
from regulars.domains.audit import FactEntry as Fact
from regulars.domains.customers import Customer
from regulars.domains.customers import Timeline as Facts
from regulars.domains.customers import TimelineEntry as FactEntry
from regulars.domains.identity import Scope
from regulars.kernel.email import mask_email
from regulars.kernel.phone import mask_phone


def row_of(customer: Customer, visit: Visit) -> CustomerRow:
    return CustomerRow(
        id=str(customer.id),
        number=customer.shown_number,
        name=customer.person.name,
        name2=customer.person.name2,
        phone=masked("phone", customer.person.phone),
        stage=customer.stage,
        created_at=customer.created_at,
        branch=visit.branch_name(customer.traits.branch_id),
        is_blocked=customer.state == "blocked",
        is_deleted=customer.deleted_at is not None,
        email=masked("email", customer.person.email),
        language=customer.traits.language,
        tags=customer.traits.tags,
        kind=customer.traits.kind,
        updated_at=customer.updated_at,
    )


def candidate_of(customer: Customer) -> Candidate:
    return Candidate(
        id=str(customer.id),
        number=customer.shown_number,
        name=customer.person.name,
        name2=customer.person.name2,
        stage=customer.stage,
        phone=masked("phone", customer.person.phone),
    )


def whole_of(
    customer: Customer, visit: Visit, *, blocked: Held | None, deleted: Held | None
) -> Whole:
    return Whole(
        id=str(customer.id),
        number=customer.shown_number,
        version=customer.version,
        stage=customer.stage,
        kind=customer.traits.kind,
        name=customer.person.name,
        name2=customer.person.name2,
        blocked=blocked,
        deleted=deleted,
        may=Permissions(
            edit=visit.may(Scope.CUSTOMERS_WRITE),
            reveal=visit.may(Scope.CUSTOMERS_REVEAL),
            delete=visit.may(Scope.CUSTOMERS_WRITE),
        ),
    )


def page_of(customer: Customer, whole: Whole, visit: Visit, timeline: Timeline) -> CustomerPage:
    person, traits = customer.person, customer.traits
    return CustomerPage(
        whole,
        customer.created_at,
        timeline,
        phone=masked("phone", person.phone),
        email=masked("email", person.email),
        birth_date=person.birth_day,
        gender=traits.gender,
        language=traits.language,
        branch=visit.branch_name(traits.branch_id),
        tags=traits.tags,
        preferences=preferences_of(customer),
    )


def fields_of(customer: Customer) -> CustomerFields:
    """A form holds what it edits in full; opening one is logged as a reveal."""
    person, traits = customer.person, customer.traits
    return CustomerFields(
        kind=traits.kind,
        name=person.name or "",
        name2=person.name2 or "",
        phone=person.phone or "",
        email=person.email or "",
        birth_date=person.birth_date or "",
        gender=traits.gender or "",
        language=traits.language or "",
        branch_id=str(traits.branch_id or ""),
        tags=", ".join(traits.tags),
        preferences=preferences_of(customer),
    )


def preferences_of(customer: Customer) -> tuple[tuple[str, str], ...]:
    kept = customer.person.preferences or {}
    return tuple((name, preference_text(value)) for name, value in kept.items())


def preference_text(value: object) -> str:
    """As a program would write it: true, not True."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def timeline_of(
    customer: Customer, facts: Facts, visit: Visit, names: Mapping[UUID, str], earlier: str | None
) -> Timeline:
    entries = tuple(_entry(entry, visit, names) for entry in facts.entries)
    return Timeline(str(customer.id), entries, earlier)


def _entry(entry: FactEntry, visit: Visit, names: Mapping[UUID, str]) -> TimelineEntry:
    fact = entry.fact
    return TimelineEntry(
        fact=fact.name,
        at=fact.occurred_at,
        actor=names.get(fact.actor_id) if fact.actor_id else None,
        actor_kind=actor_kind_of(fact),
        branch=visit.branch_name(fact.branch_id),
        stage=fact.data.get("stage"),
        is_imported=fact.origin == "import",
        changes=(*_clear_changes(fact.data, visit), *_sealed_changes(entry)),
    )


def actor_kind_of(fact: Fact) -> ActorKind:
    if fact.origin == "import":
        return "import"
    known = {"staff", "key", "customer"}
    return cast("ActorKind", fact.actor_kind if fact.actor_kind in known else "system")


def _clear_changes(data: dict[str, object], visit: Visit) -> list[Change]:
    clear = data.get("clear")
    if not isinstance(clear, dict):
        return []
    changes = []
    for name, (old, new) in clear.items():
        if name == "branch_id":
            old, new = visit.branch_name_of_text(old), visit.branch_name_of_text(new)
        changes.append(Change(name, _words(old), _words(new)))
    return changes


def _sealed_changes(entry: FactEntry) -> list[Change]:
    return [
        Change(name, masked(name, _words(old)), masked(name, _words(new)))
        for name, (old, new) in entry.changed.items()
        if name != "phone_typed"
    ]


def masked(field: str, value: str | None) -> str | None:
    if not value:
        return None
    if field == "phone":
        return mask_phone(value)
    return mask_email(value) if field == "email" else value


def _words(value: object) -> str | None:
    if value in (None, "", [], {}):
        return None
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {preference_text(kept)}" for name, kept in value.items())
    return str(value)
