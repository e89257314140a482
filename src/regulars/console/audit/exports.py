"""The trail as a file: sentences in the reader's language, times in the tenant's zone."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from regulars.console.audit.filters import filters_of, wanted_of
from regulars.console.audit.people import People, people_of
from regulars.console.audit.sheet import sheet_of
from regulars.console.audit.shown import ids_in, place_of
from regulars.console.audit.views import Tab, TrailFilters
from regulars.console.customers.shown import actor_kind_of
from regulars.console.pages import Answered, Call, Download, Route, route
from regulars.domains import audit, customers
from regulars.domains.audit import FactEntry, SeenLook
from regulars.domains.identity import Scope
from regulars.runtime.tx import Tx

KIND = "text/csv"  # in UTF-8, as every text that is sent
CHANGES = (
    "recorded_at", "happened_at", "what", "fact", "actor", "actor_kind", "branch", "subject_kind",
    "subject", "subject_id", "fields", "origin", "request_id", "fact_id",
)  # fmt: skip
LOOKS = (
    "at", "actor", "actor_kind", "how", "purpose", "where", "route", "branch", "customers",
    "customers_count", "look_id",
)  # fmt: skip
Say = Callable[..., str]
Row = tuple[str | None, ...]


@route("POST", "/audit/exports", Scope.AUDIT_READ, section="audit", purpose="privacy")
async def export(call: Call, tx: Tx) -> Answered:
    """Customers stand in it by number alone, and of what changed the fields' names: a file that
    leaves the house holds less than the page."""
    now = datetime.now(UTC)
    tab: Tab = "looks" if call.value("tab") == "looks" else "changes"
    filters = filters_of(call.form, tab)
    wanted = wanted_of(filters, zone=call.visit.settings.time_zone, now=now)
    people = await people_of(call, tx)
    rows: Iterator[Row]
    columns: tuple[str, ...]
    if tab == "looks":
        looks = await audit.export_looks(tx, wanted)
        numbers = await customers.numbers_of(tx, ids_in(looks.entries))
        rows = _look_rows(call, looks.entries, people, numbers)
        count, is_cut, columns = len(looks.entries), looks.is_cut, LOOKS
    else:
        facts = await audit.export_facts(tx, wanted)
        about = {f.subject_id for f in facts.entries if f.subject_kind == "customer"}
        numbers = await customers.numbers_of(tx, about)
        rows = _fact_rows(call, facts.entries, people, numbers)
        count, is_cut, columns = len(facts.entries), facts.is_cut, CHANGES
    head = _head(call, filters, tab, now, count=count, is_cut=is_cut)
    day = now.astimezone(ZoneInfo(call.visit.settings.time_zone)).date()
    name = f"{call.visit.tenant.slug}-{tab}-{day.isoformat()}.csv"
    return Download(name, KIND, sheet_of(head, columns, rows))


ROUTES: tuple[Route, ...] = (export,)


def _head(
    call: Call, filters: TrailFilters, tab: Tab, now: datetime, *, count: int, is_cut: bool
) -> list[tuple[str, str]]:
    say, zone = _say(call), call.visit.settings.time_zone
    kept = "; ".join(f"{name}={value}" for name, value in filters.kept)
    ending = "sheet-rows-cut" if is_cut else "sheet-rows-all"
    return [
        (call.visit.tenant.name, say(f"audit-tab-{tab}")),
        (say("sheet-made"), _moment(call, now)),
        (say("sheet-zone"), zone),
        (say("sheet-filters"), kept or say("sheet-filters-none")),
        (say("sheet-rows"), f"{count} · {say(ending, most=audit.EXPORT_ROWS_MAX)}"),
    ]


def _fact_rows(
    call: Call, facts: tuple[FactEntry, ...], people: People, numbers: dict[UUID, str]
) -> Iterator[Row]:
    for fact in facts:
        kind = actor_kind_of(fact)
        yield (
            _moment(call, fact.recorded_at),
            _moment(call, fact.occurred_at),
            _sentence(call, fact),
            fact.name,
            people.actor(fact.actor_kind, fact.actor_id) or _say(call)(f"actor-{kind}"),
            fact.actor_kind,
            call.visit.branch_name(fact.branch_id),
            fact.subject_kind,
            numbers.get(fact.subject_id)
            or people.subject(call, fact.subject_kind, fact.subject_id).label,
            str(fact.subject_id),
            ", ".join(map(str, fact.data.get("fields", ()))),
            fact.origin,
            fact.request_id,
            str(fact.id),
        )


def _look_rows(
    call: Call, looks: tuple[SeenLook, ...], people: People, numbers: dict[UUID, str]
) -> Iterator[Row]:
    say = _say(call)
    for look in looks:
        known = ("staff", "key", "customer", "operator")
        kind = look.actor_kind if look.actor_kind in known else "system"
        seen = [numbers[id_] for id_ in look.first_subjects if id_ in numbers]
        yield (
            _moment(call, look.at),
            people.actor(look.actor_kind, look.actor_id) or say(f"actor-{kind}"),
            look.actor_kind,
            say(f"look-{look.kind}"),
            say(f"purpose-{look.purpose}"),
            say(f"place-{place_of(look.route)}"),
            look.route.replace(":str}", "}"),
            call.visit.branch_name(look.branch_id),
            " ".join(seen),
            str(look.subjects_count),
            str(look.id),
        )


def _sentence(call: Call, fact: FactEntry) -> str:
    catalogue = call.visit.desk.catalogue
    word = f"fact-{fact.name.replace('.', '-').replace('_', '-')}"
    if not catalogue.has(word):
        return _say(call)("fact-other")
    return _say(call)(word, stage=str(fact.data.get("stage", "other")))


def _say(call: Call) -> Say:
    def say(word: str, **values: str | int) -> str:
        return call.visit.desk.catalogue.say(call.visit.language, word, **values)

    return say


def _moment(call: Call, at: datetime) -> str:
    return at.astimezone(ZoneInfo(call.visit.settings.time_zone)).isoformat(timespec="seconds")
