"""The page of background work: its queues, what was given up, and what can be asked of it."""

import re
from typing import NamedTuple
from uuid import UUID

from regulars.console.audit.people import People, people_of
from regulars.console.jobs.views import DiscardDialog, FailureRow, JobsPage, KindRow
from regulars.console.layout.views import Toast
from regulars.console.pages import Answered, Call, Elsewhere, Page, Route, route
from regulars.console.places import read_place, read_uuid, write_place
from regulars.domains import customers, jobs
from regulars.domains.identity import Scope
from regulars.domains.jobs import DeadLetter, FailureNotFound
from regulars.kernel.ids import FactId
from regulars.runtime.tx import Tx

READ, WRITE = Scope.SETTINGS_READ, Scope.SETTINGS_WRITE
PAGE_ROWS = 50
BOUND = ["jobs"]
REACTION = re.compile(r"[a-z_]{1,60}[.][a-z_]{1,60}")


class LetterPlace(NamedTuple):
    fact_id: UUID
    reaction: str


@route("GET", "/settings/jobs", READ, section="settings")
async def jobs_page(call: Call, tx: Tx) -> Answered:
    page = await _page(call, tx)
    is_refresh = call.is_fragment and call.target == "jobs"
    return Page("jobs/now.html" if is_refresh else "jobs/jobs.html", page)


@route("POST", "/settings/jobs/requeues", WRITE, section="settings")
async def requeue_kind(call: Call, tx: Tx) -> Answered:
    await jobs.ask_requeue_of_kind(tx, _reaction(call))
    return _asked(call, "jobs-requeue-asked")


@route("POST", "/settings/jobs/{id:str}/requeue", WRITE, section="settings")
async def requeue_one(call: Call, tx: Tx) -> Answered:
    await jobs.ask_requeue(tx, read_uuid(call.ids["id"]), reaction=_reaction(call))
    return _asked(call, "jobs-requeue-asked")


@route("GET", "/settings/jobs/{id:str}/discarding", WRITE, section="settings")
async def discard_dialog(call: Call, tx: Tx) -> Answered:
    fact_id, reaction = FactId(read_uuid(call.ids["id"])), _reaction(call)
    # The place before it, so that a page of one begins with it.
    letters = await jobs.dead_letters(tx, after=(fact_id, ""), most=20)
    for letter in letters:
        if letter.fact_id == fact_id and reaction in ("", letter.reaction):
            (row,) = await _rows(call, tx, [letter])
            return Page("jobs/discarding.html", DiscardDialog(row))
    raise FailureNotFound


@route("POST", "/settings/jobs/{id:str}/discarding", WRITE, section="settings")
async def discard(call: Call, tx: Tx) -> Answered:
    await jobs.ask_discard(tx, read_uuid(call.ids["id"]), reaction=_reaction(call))
    return Elsewhere(f"{call.home}/settings/jobs", flash="job-discarded")


ROUTES: tuple[Route, ...] = (jobs_page, requeue_kind, requeue_one, discard_dialog, discard)


def _reaction(call: Call) -> str:
    """Left out it names none. Anything may stand in a form, also what no database can be asked."""
    name = call.value("reaction")
    if name and not REACTION.fullmatch(name):
        raise FailureNotFound
    return name


def _asked(call: Call, word: str) -> Answered:
    """The worker does it a moment later; the page asks again by itself."""
    if not call.is_fragment:
        return Elsewhere(f"{call.home}/settings/jobs", flash="job-requeued")
    return Page("layout/toast.html", Toast(word), headers={"HX-Reswap": "none"})


async def _page(call: Call, tx: Tx) -> JobsPage:
    place = read_place(tx.keys, BOUND, call.value("after"), LetterPlace)
    after = (FactId(place.fact_id), place.reaction) if place else jobs.FIRST
    letters = await jobs.dead_letters(tx, after=after, most=PAGE_ROWS + 1)
    shown = letters[:PAGE_ROWS]
    following = LetterPlace(*shown[-1].place) if len(letters) > PAGE_ROWS else None
    kinds = tuple(
        KindRow(k.reaction, k.waiting, k.running, k.put_off, k.done, k.dead, k.oldest_at)
        for k in await jobs.standings(tx)
    )
    return JobsPage(
        kinds,
        await _rows(call, tx, shown),
        may_edit=call.visit.may(WRITE),
        next_cursor=write_place(tx.keys, BOUND, following) if following else None,
        is_first=place is None,
        waiting_most=jobs.WAITING_MOST,
        counted_most=jobs.COUNTED_MOST,
    )


async def _rows(call: Call, tx: Tx, letters: list[DeadLetter]) -> tuple[FailureRow, ...]:
    if not letters:
        return ()
    about = {each.subject_id for each in letters if each.subject_kind == "customer"}
    found = await customers.customers_by_ids(tx, [id_ for id_ in about if id_])
    tx.note_reads("listed", [customer.id for customer in found])
    known = await people_of(call, tx)
    people = People(known.staff, known.keys, known.branches, {c.id: c for c in found})
    return tuple(_row(call, people, letter) for letter in letters)


def _row(call: Call, people: People, letter: DeadLetter) -> FailureRow:
    return FailureRow(
        str(letter.fact_id),
        letter.fact_name,
        letter.reaction,
        letter.reason,
        letter.failures,
        letter.died_at,
        people.subject(call, letter.subject_kind or "job", letter.subject_id or letter.fact_id),
    )
