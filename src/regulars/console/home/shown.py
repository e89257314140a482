"""From figures and facts to what home shows of them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from regulars.console.customers.shown import actor_kind_of, row_of
from regulars.console.home.views import Came, Compared, Happening, HomePage, Period, Share, Way
from regulars.console.visits import Visit
from regulars.domains.audit import FactEntry
from regulars.domains.customers import PATHS, Customer, Statistics
from regulars.domains.identity import Scope

# With more branches than these, the smaller ones are told together.
BRANCHES_SHOWN = 10


def page_of(
    found: Statistics,
    period: Period,
    visit: Visit,
    newest: Iterable[Customer],
    happenings: Iterable[Happening],
) -> HomePage:
    standing = found.standing
    return HomePage(
        period=period,
        as_of=found.as_of,
        total=standing.total,
        stages=standing.stages,
        blocked=standing.states["blocked"],
        deleted=standing.states["deleted"],
        came=Compared(found.arrivals.total, found.earlier.total),
        week=Compared(found.week.total, found.week_before.total),
        growth=tuple(Came(each.span.first, each.span.last, **each.stages) for each in found.growth),
        ways=_ways(found),
        branches=_branches(found, visit),
        languages=_shares(standing.languages.items(), standing.total),
        newest=tuple(row_of(customer, visit) for customer in newest),
        happenings=tuple(happenings),
        may_set_up=visit.may(Scope.SETTINGS_WRITE),
    )


def happening_of(
    fact: FactEntry, customer: Customer, visit: Visit, names: Mapping[UUID, str]
) -> Happening:
    return Happening(
        fact=fact.name,
        at=fact.occurred_at,
        customer_id=str(customer.id),
        number=customer.shown_number,
        name=customer.person.name or customer.person.name2,
        actor=names.get(fact.actor_id) if fact.actor_id else None,
        actor_kind=actor_kind_of(fact),
        branch=visit.branch_name(fact.branch_id),
        stage=fact.data.get("stage"),
        is_imported=fact.origin == "import",
    )


def _ways(found: Statistics) -> tuple[Way, ...]:
    ways = []
    for path in PATHS:
        one = found.conversions[path]
        ways.append(Way(path, one.made, one.entered, one.reached, one.rate, one.median_days))
    return tuple(ways)


def _branches(found: Statistics, visit: Visit) -> tuple[Share, ...]:
    named = [
        (visit.branch_name(id_) if id_ else None, many)
        for id_, many in found.standing.branches.items()
    ]
    shares = _shares(named, found.standing.total)
    if len(shares) <= BRANCHES_SHOWN:
        return shares
    kept, rest = shares[: BRANCHES_SHOWN - 1], shares[BRANCHES_SHOWN - 1 :]
    many = sum(share.many for share in rest)
    return (*kept, Share(None, many, many / found.standing.total, others=len(rest)))


def _shares(counted: Iterable[tuple[str | None, int]], total: int) -> tuple[Share, ...]:
    """The largest first; who belongs to none comes last."""
    ordered = sorted(counted, key=lambda one: (one[0] is None, -one[1], one[0] or ""))
    return tuple(Share(name, many, many / total) for name, many in ordered)
