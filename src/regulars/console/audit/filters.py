"""Filters of the trail: read from an address, and made into what the audit room is asked."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from regulars.console.audit.views import LOOK_KINDS, NOBODY, SPANS, Tab, TrailFilters
from regulars.console.pages import Call
from regulars.console.places import read_uuid
from regulars.domains.audit import Direction, Wanted
from regulars.runtime.context import PURPOSES

FACT_NAME = re.compile(r"[a-z_]{1,40}\.[a-z_]{1,60}")
DAYS = {"today": 0, "7": 6, "30": 29}


def filters_of(form: Mapping[str, Sequence[str]], tab: Tab) -> TrailFilters:
    """What no filter can be set to counts as not said; an id that is none is not found."""
    said = {name: values[-1].strip() for name, values in form.items() if values}
    since, until = _day(said.get("since", "")), _day(said.get("until", ""))
    return TrailFilters(
        actor=_actor(said.get("actor", "")),
        subject=_id(said.get("subject", "")),
        kind=_kind(said.get("kind", ""), tab),
        purpose=_one_of(said.get("purpose", ""), PURPOSES) if tab == "looks" else "",
        branch=_id(said.get("branch", "")),
        # Days that were chosen count for more than a preset.
        span="" if since or until else _one_of(said.get("span", ""), SPANS),
        since=since,
        until=until,
    )


def wanted_of(filters: TrailFilters, *, zone: str, now: datetime) -> Wanted:
    kind, _, actor = filters.actor.partition(":")
    since, until = _span(filters, ZoneInfo(zone), now)
    return Wanted(
        subject_id=UUID(filters.subject) if filters.subject else None,
        actor_kind=kind if kind and kind != "import" else None,
        actor_id=UUID(actor) if actor else None,
        origin="import" if kind == "import" else None,
        kind=filters.kind or None,
        purpose=filters.purpose or None,
        branch_id=UUID(filters.branch) if filters.branch else None,
        since=since,
        until=until,
    )


def way_of(call: Call) -> tuple[Direction, str]:
    """`before` asks for what is older than a place, `after` for what is newer."""
    if newer := call.value("after"):
        return "newer", newer
    return "older", call.value("before")


def _span(
    filters: TrailFilters, zone: ZoneInfo, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """Days begin and end in the tenant's zone, and the last day is meant whole."""
    if filters.span:
        first = now.astimezone(zone).date() - timedelta(days=DAYS[filters.span])
        return _start(first, zone), None
    since = _start(date.fromisoformat(filters.since), zone) if filters.since else None
    if not filters.until:
        return since, None
    return since, _start(date.fromisoformat(filters.until) + timedelta(days=1), zone)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _actor(text: str) -> str:
    kind, colon, rest = text.partition(":")
    if colon and kind in ("staff", "key"):
        return f"{kind}:{read_uuid(rest)}"
    return _one_of(text, NOBODY)


def _kind(text: str, tab: Tab) -> str:
    if tab == "looks":
        return _one_of(text, LOOK_KINDS)
    return text if FACT_NAME.fullmatch(text) else ""


def _id(text: str) -> str:
    return str(read_uuid(text)) if text else ""


def _day(text: str) -> str:
    """Within what a calendar and a zone can hold on both sides."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return day.isoformat() if 1970 < day.year < 9000 else ""


def _one_of(text: str, known: Sequence[str]) -> str:
    return text if text in known else ""
