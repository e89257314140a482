"""When things happen in a shop: inside opening hours of its own zone, over a whole year."""

import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = 365
FRIDAY = 4
# How busy an hour is: a morning, a quiet noon, a long evening.
BUSY = {8: 2, 9: 4, 10: 6, 11: 6, 12: 3, 13: 1, 16: 3, 17: 5, 18: 7, 19: 8, 20: 7, 21: 4}
OPENS_ON_FRIDAY = 16


def shop_moments(
    chance: random.Random, zone: ZoneInfo, *, now: datetime, count: int
) -> list[datetime]:
    """So many moments of the last year, oldest first. Business grows, and Friday begins late."""
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=back) for back in range(DAYS)]
    growing = [2 * DAYS - back for back in range(DAYS)]
    hours, busy = list(BUSY), list(BUSY.values())
    moments: list[datetime] = []
    while len(moments) < count:
        (day,) = chance.choices(days, growing)
        (hour,) = chance.choices(hours, busy)
        clock = time(hour, chance.randrange(60), chance.randrange(60), tzinfo=zone)
        moment = datetime.combine(day, clock)
        is_open = day.weekday() != FRIDAY or hour >= OPENS_ON_FRIDAY
        if is_open and moment < now:
            moments.append(moment)
    return sorted(moments)
