"""Views for home: a busy shop, a quiet one, a new one, and one with hostile names."""

from dataclasses import replace
from datetime import datetime, timedelta

from regulars.console.alerts.views import AlertRow, AlertSign
from regulars.console.customers.views import CustomerRow
from regulars.console.home.views import Came, Compared, Happening, HomePage, Period, Share, Way


def home_views(
    people: tuple[CustomerRow, ...], strange: CustomerRow, *, now: datetime
) -> dict[str, HomePage]:
    full = full_page(people, now)
    still, nobody = Compared(0, 0), {"guest": 0, "stub": 0, "full": 0}
    empty = HomePage(Period(), now, 0, nobody, 0, 0, still, still, (), (), (), ())
    ways = tuple(
        replace(way, made=0, entered=0, reached=0, rate=None, median_days=None) for way in full.ways
    )
    hostile = replace(
        happenings(people, now)[0], name=strange.name, actor=strange.name, branch=strange.name
    )
    quiet = replace(empty, deleted=1, came=Compared(3, 0), growth=growth(now, 1), ways=ways)
    warned = AlertSign(
        2,
        (
            AlertRow("0195-0007", "codes_stopped", True, 1, now, now - timedelta(hours=3)),
            AlertRow("0195-0008", "codes_low", False, 4, now, now - timedelta(days=1)),
        ),
    )
    return {
        "home": full,
        "home-warned": replace(full, alerts=warned),
        "home-warned-first-day": replace(empty, alerts=warned),
        "home-not-warned": replace(full, alerts=AlertSign()),
        "home-weeks": replace(full, period=Period(120, "week"), growth=growth(now, 120, 7)),
        "home-months": replace(full, period=Period(365, "month"), growth=growth(now, 365, 30)),
        "home-first-day": replace(empty, may_set_up=True),
        "home-first-day-branch": empty,
        "home-quiet": quiet,
        "home-strange": replace(
            full, branches=(Share(strange.name, 1, 1.0),), newest=(strange,), happenings=(hostile,)
        ),
    }


def growth(now: datetime, days: int, step: int = 1) -> tuple[Came, ...]:
    """More at the end of the week, and more from week to week."""
    today = now.date()
    pieces = []
    for place in range(0, days, step):
        first = today - timedelta(days=days - 1 - place)
        busy = (first.weekday() * 3 + place) % 11
        pieces.append(Came(first, first + timedelta(days=step - 1), busy // 2, busy, busy // 3))
    return tuple(pieces)


def happenings(people: tuple[CustomerRow, ...], now: datetime) -> tuple[Happening, ...]:
    facts = ("registered", "upgraded", "blocked", "changed", "deleted", "unblocked")
    return tuple(
        Happening(
            f"customers.{fact}",
            now - timedelta(minutes=place * 17),
            person.id,
            person.number,
            person.name,
            None if place % 3 == 2 else ("Aisha Al Rawahi", "يوسف الهنائي")[place % 2],
            "key",
            ("Al Khuwair", None, "السيب")[place % 3],
            person.stage,
        )
        for place, (fact, person) in enumerate(zip(facts, people, strict=True))
    )


def full_page(people: tuple[CustomerRow, ...], now: datetime) -> HomePage:
    return HomePage(
        period=Period(),
        as_of=now,
        total=5012,
        stages={"guest": 1211, "stub": 2380, "full": 1421},
        blocked=14,
        deleted=9,
        came=Compared(412, 365),
        week=Compared(71, 84),
        growth=growth(now, 30),
        ways=(
            Way("guest_to_stub", 48, 120, 31, 0.2583, 9),
            Way("stub_to_full", 96, 240, 87, 0.3625, 1),
            Way("guest_to_full", 12, 120, 4, 0.0333, 21.5),
        ),
        branches=(
            Share("Al Khuwair", 2301, 0.459),
            Share("السيب", 1702, 0.34),
            Share("The branch behind the old fish market at the harbour", 610, 0.12),
            Share(None, 230, 0.046, others=3),
            Share(None, 169, 0.034),
        ),
        languages=(Share("ar", 3100, 0.62), Share("en", 1502, 0.3), Share(None, 410, 0.08)),
        newest=people,
        happenings=happenings(people, now),
        may_set_up=True,
    )
