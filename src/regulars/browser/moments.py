"""Times as people read them: in the tenant's zone, in the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time

from regulars.runtime.language import LOCALE_NAMES, Catalogue, Language


class Dated(Protocol):
    @property
    def at(self) -> datetime: ...


Entry = TypeVar("Entry", bound=Dated)


def clock(moment: datetime, *, language: Language, zone: str) -> str:
    return format_time(moment.astimezone(ZoneInfo(zone)), "short", locale=_locale(language))


def minutes(seconds: int) -> int:
    """As somebody is told to wait: rather too long than too short."""
    return -(-seconds // 60)


def full(moment: datetime, *, language: Language, zone: str) -> str:
    """Everything, zone included: what a hover shows."""
    local = moment.astimezone(ZoneInfo(zone))
    said = format_datetime(local, "EEEE d MMMM y, h:mm:ss a", locale=_locale(language))
    return f"{said.replace(',', '،' if language == 'ar' else ',')} ({zone}, {local:%z})"


def short_day(day: date, *, language: Language) -> str:
    return format_date(day, "d MMM y", locale=_locale(language))


def day(moment: datetime, *, language: Language, zone: str) -> str:
    """On which day, today as any other."""
    return short_day(moment.astimezone(ZoneInfo(zone)).date(), language=language)


def when(moment: datetime, *, now: datetime, language: Language, zone: str) -> str:
    """The clock for today, the day for any other."""
    local = moment.astimezone(ZoneInfo(zone))
    if local.date() == now.astimezone(ZoneInfo(zone)).date():
        return clock(moment, language=language, zone=zone)
    return short_day(local.date(), language=language)


def day_heading(
    day: date, *, now: datetime, language: Language, zone: str, catalogue: Catalogue
) -> str:
    today = now.astimezone(ZoneInfo(zone)).date()
    if day == today:
        return catalogue.say(language, "day-today")
    if day == today - timedelta(days=1):
        return catalogue.say(language, "day-yesterday")
    pattern = "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y"
    return format_date(day, pattern, locale=_locale(language))


def by_day(entries: Iterable[Entry], *, zone: str) -> list[tuple[date, list[Entry]]]:
    """Entries come newest first, and stay so."""

    def day_of(entry: Entry) -> date:
        return entry.at.astimezone(ZoneInfo(zone)).date()

    return [(day, list(group)) for day, group in groupby(entries, key=day_of)]


def _locale(language: Language) -> Locale:
    return Locale.parse(LOCALE_NAMES[language], sep="-")
