"""Until when somebody is kept out: a day, a week, a month from now, or as typed. Pure."""

from calendar import monthrange
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from regulars.kernel.errors import BadValue

Until = Literal["day", "week", "month", "time"]
SPANS: tuple[Until, ...] = ("day", "week", "month", "time")
DAYS: dict[Until, int] = {"day": 1, "week": 7}


def read_until(span: str, typed: str, *, now: datetime, zone: str) -> datetime:
    """By the shop's own clock: a day from now is at the same time tomorrow, whatever the clocks
    do in between. Raises BadValue."""
    local = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    if span == "month":
        return _a_month_on(local)
    for each, days in DAYS.items():
        if span == each:
            return local + timedelta(days=days)
    if span != "time":
        raise BadValue("unknown_value")
    try:
        read = datetime.strptime(typed.strip()[:16], "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - zoned below
    except ValueError:
        raise BadValue("not_a_time") from None
    return read.replace(tzinfo=ZoneInfo(zone))


def _a_month_on(local: datetime) -> datetime:
    """The same day of the next month, or its last."""
    year, month = local.year + local.month // 12, local.month % 12 + 1
    return local.replace(year=year, month=month, day=min(local.day, monthrange(year, month)[1]))
