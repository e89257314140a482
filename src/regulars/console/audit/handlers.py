"""The audit page: what was changed and who looked, by whom and when, and the chain's proof."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from regulars.console.audit.filters import filters_of, wanted_of, way_of
from regulars.console.audit.kinds import fact_names
from regulars.console.audit.people import People, people_of
from regulars.console.audit.shown import entry_of, ids_in, look_of
from regulars.console.audit.views import (
    LOOK_KINDS,
    ChainLine,
    Subject,
    Tab,
    TrailFilters,
    TrailPage,
)
from regulars.console.customers.told import telling_of
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, read_uuid, write_place
from regulars.domains import audit, customers, identity
from regulars.domains.audit import FactPlace, Wanted
from regulars.domains.customers import Customer, TimelineEntry
from regulars.domains.identity import Scope
from regulars.kernel.errors import NotFound
from regulars.runtime.context import PURPOSES
from regulars.runtime.tasks import own_tasks
from regulars.runtime.tx import Tx

READ = Scope.AUDIT_READ
PAGE_ROWS = 50


@route("GET", "/audit", READ, section="audit", purpose="privacy")
async def changes_page(call: Call, tx: Tx) -> Answered:
    return _answer(call, await _page(call, tx, filters_of(call.form, "changes"), "changes"))


@route("GET", "/audit/looks", READ, section="audit", purpose="privacy")
async def looks_page(call: Call, tx: Tx) -> Answered:
    return _answer(call, await _page(call, tx, filters_of(call.form, "looks"), "looks"))


@route("POST", "/audit/subject", READ, section="audit", purpose="privacy")
async def find_subject(call: Call, tx: Tx) -> Answered:
    """A number or an id comes in a form and leaves as an id: what somebody typed may be a name or
    a phone, and that stands in no address."""
    tab: Tab = "looks" if call.value("tab") == "looks" else "changes"
    filters = replace(filters_of(call.form, tab), subject="")
    path = f"{call.home}/audit/looks" if tab == "looks" else f"{call.home}/audit"
    typed = call.value("typed").strip()[:200]
    if not typed:
        return Elsewhere(filters.address(path))
    found = await _subject_id(tx, typed)
    if found:
        return Elsewhere(filters.address(path, subject=str(found)))
    return Elsewhere(filters.address(path), flash="audit-subject-unknown")


@route("GET", "/audit/chain", READ, section="audit", purpose="privacy")
async def chain_line(call: Call, tx: Tx) -> Answered:  # noqa: ARG001 - every page has both
    """Asked for again while the worker verifies."""
    return Page("audit/chain.html", await _chain(tx))


@route("POST", "/audit/verification", READ, section="audit", purpose="privacy")
async def verify(call: Call, tx: Tx) -> Answered:
    is_done = await audit.ask_verification(tx, anew=call.value("anew") == "yes")
    if not call.is_fragment:
        return Elsewhere(f"{call.home}/audit")
    # The tray in the top bar looks again by itself when somebody began something.
    headers = {} if is_done else {"HX-Trigger": "task-begun"}
    return Page("audit/chain.html", await _chain(tx), headers=headers)


ROUTES: tuple[Route, ...] = (changes_page, looks_page, find_subject, chain_line, verify)


def _answer(call: Call, page: TrailPage) -> Page:
    is_list = call.is_fragment and call.target == "trail"
    return Page("audit/trail.html" if is_list else "audit/audit.html", page)


async def _page(call: Call, tx: Tx, filters: TrailFilters, tab: Tab) -> TrailPage:
    wanted = wanted_of(filters, zone=call.visit.settings.time_zone, now=datetime.now(UTC))
    people = await people_of(call, tx)
    kinds = LOOK_KINDS if tab == "looks" else fact_names()
    page = TrailPage(
        tab,
        filters,
        people.choices(call, kinds, PURPOSES if tab == "looks" else ()),
        await _chain(tx),
        about=await _about(call, tx, people, wanted.subject_id),
    )
    bound = ["audit", tab, *filters.kept]
    if tab == "looks":
        return await _with_looks(call, tx, page, people, wanted, bound)
    return await _with_entries(call, tx, page, people, wanted, bound)


async def _with_entries(
    call: Call, tx: Tx, page: TrailPage, people: People, wanted: Wanted, bound: list[Any]
) -> TrailPage:
    direction, text = way_of(call)
    place = read_place(tx.keys, bound, text, FactPlace)
    trail = await audit.walk_facts(tx, wanted, limit=PAGE_ROWS, place=place, direction=direction)
    told = await customers.tell_of(tx, trail.facts)
    # Names stand in the list; what changed was opened besides.
    tx.note_reads("listed", told.people.keys() - told.opened)
    tx.note_reads("read", told.opened)
    people = replace(people, customers=told.people)
    entries = await _with_staff_changes(tx, told.entries)
    telling = await telling_of(call.visit, tx, told.people.values(), entries)
    by_story = wanted.subject_id is not None
    return replace(
        page,
        entries=tuple(
            entry_of(call, entry, telling, people, by_story=by_story) for entry in entries
        ),
        older=write_place(tx.keys, bound, trail.older) if trail.older else None,
        newer=write_place(tx.keys, bound, trail.newer) if trail.newer else None,
    )


async def _with_staff_changes(
    tx: Tx, entries: tuple[TimelineEntry, ...]
) -> tuple[TimelineEntry, ...]:
    changed = await identity.staff_changes(tx, [entry.fact for entry in entries])
    return tuple(
        replace(entry, changed=changed[entry.fact.id]) if entry.fact.id in changed else entry
        for entry in entries
    )


async def _with_looks(
    call: Call, tx: Tx, page: TrailPage, people: People, wanted: Wanted, bound: list[Any]
) -> TrailPage:
    direction, text = way_of(call)
    place = read_place(tx.keys, bound, text, UUID)
    trail = await audit.walk_looks(tx, wanted, limit=PAGE_ROWS, place=place, direction=direction)
    found = await customers.customers_by_ids(tx, ids_in(trail.looks))
    tx.note_reads("listed", [customer.id for customer in found])
    named: dict[UUID, Customer] = {customer.id: customer for customer in found}
    return replace(
        page,
        looks=tuple(look_of(call, look, people, named) for look in trail.looks),
        older=write_place(tx.keys, bound, trail.older) if trail.older else None,
        newer=write_place(tx.keys, bound, trail.newer) if trail.newer else None,
    )


async def _about(call: Call, tx: Tx, people: People, subject_id: UUID | None) -> Subject | None:
    if subject_id is None:
        return None
    for kind, named in (("staff", people.staff), ("api_key", people.keys)):
        if subject_id in named:
            return people.subject(call, kind, subject_id)
    if subject_id in people.branches:
        return people.subject(call, "branch", subject_id)
    found = await customers.customers_by_ids(tx, [subject_id])
    tx.note_reads("listed", [customer.id for customer in found])
    named_people = replace(people, customers={customer.id: customer for customer in found})
    return named_people.subject(call, "customer", subject_id)


async def _subject_id(tx: Tx, typed: str) -> UUID | None:
    try:
        return read_uuid(typed)
    except NotFound:
        return await customers.id_of_number(tx, typed)


async def _chain(tx: Tx) -> ChainLine:
    proven = await audit.read_proven(tx)
    tasks = await own_tasks(tx)
    is_going_on = any(task.kind == "verify_chain" and task.is_going_on for task in tasks)
    return ChainLine(
        proven.seq, proven.newest, proven.at, proven.fault, proven.fault_seq, is_going_on
    )
