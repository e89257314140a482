"""/api/v1/customers/statistics: how many customers, how many came in, how many went up a stage."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.views import Moment
from regulars.domains import customers
from regulars.domains.customers import DAYS_MAX, Arrivals, Conversion, Grain, Standing, Statistics
from regulars.domains.identity import Scope
from regulars.domains.tenants import read_settings
from regulars.runtime.tx import Tx

DAYS_DEFAULT = 30
Many = Annotated[int, Meta(ge=0)]
Days = Annotated[
    int,
    Meta(
        ge=1,
        le=DAYS_MAX,
        description="So many days, today in the tenant's time zone being the last.",
        extra={"code": "days_out_of_range", "most": DAYS_MAX},
    ),
]


class StatisticsQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """`by` cuts the growth into days, weeks or months; weeks begin as in the tenant's country."""

    days: Days = DAYS_DEFAULT
    by: Grain = "day"


class StageCounts(msgspec.Struct):
    """By stage."""

    guest: Many
    stub: Many
    full: Many


class KindCounts(msgspec.Struct):
    """By kind."""

    person: Many
    company: Many


class StateCounts(msgspec.Struct):
    """By state; the deleted are counted here only. Suspended and temporary ones are active here."""

    active: Many
    blocked: Many
    deleted: Many


class BranchCount(msgspec.Struct):
    """Null is for customers who belong to no branch."""

    branch_id: UUID | None
    count: Many


class LanguageCount(msgspec.Struct):
    """Null is for customers whose language nobody stated."""

    language: str | None
    count: Many


class ArrivalsView(msgspec.Struct):
    """Who came in from the first day to the last, by the stage at which they came."""

    first_day: date
    last_day: date
    new: Many
    by_stage: StageCounts


class ConversionView(msgspec.Struct):
    """`upgrades` fell into the span; half of them took at most `median_days` days. Of the
    `entered` who reached the lower stage in the span, `reached` have the higher one by now."""

    upgrades: Many
    median_days: float | None
    entered: Many
    reached: Many
    rate: Annotated[float, Meta(ge=0, le=1)] | None


class ConversionsView(msgspec.Struct):
    """From guest to full directly or by way of stub."""

    guest_to_stub: ConversionView
    stub_to_full: ConversionView
    guest_to_full: ConversionView


class StatisticsView(msgspec.Struct):
    """Deleted customers count in `by_state` only. `previous` has the same days of the week as
    the span, before it. All figures are as of `as_of`: later changes may be missing."""

    as_of: Moment
    time_zone: str
    total: Many
    by_stage: StageCounts
    by_kind: KindCounts
    by_state: StateCounts
    by_branch: list[BranchCount]
    by_language: list[LanguageCount]
    span: ArrivalsView
    previous: ArrivalsView
    growth: list[ArrivalsView]
    conversion: ConversionsView


@operation(
    "GET",
    "/api/v1/customers/statistics",
    Scope.CUSTOMERS_READ,
    query=StatisticsQuery,
    answers={200: StatisticsView},
)
async def get_customer_statistics(call: Call, tx: Tx) -> Answer:
    """Read how many customers there are, how many came in, and how many went up a stage."""
    call.require_good()
    found = await customers.read_statistics(
        tx,
        await read_settings(tx),
        days=call.query.values.get("days", DAYS_DEFAULT),
        grain=call.query.values.get("by", "day"),
        now=datetime.now(UTC),
    )
    return Answer(200, statistics_view(found))


OPERATIONS: tuple[Operation, ...] = (get_customer_statistics,)


def statistics_view(found: Statistics) -> StatisticsView:
    standing = found.standing
    return StatisticsView(
        as_of=found.as_of,
        time_zone=found.time_zone,
        total=standing.total,
        by_stage=StageCounts(**standing.stages),
        by_kind=KindCounts(**standing.kinds),
        by_state=StateCounts(**standing.states),
        by_branch=_branches(standing),
        by_language=_languages(standing),
        span=_arrivals(found.arrivals),
        previous=_arrivals(found.earlier),
        growth=[_arrivals(each) for each in found.growth],
        conversion=ConversionsView(
            **{path: _conversion(each) for path, each in found.conversions.items()}
        ),
    )


def _branches(standing: Standing) -> list[BranchCount]:
    counts = [BranchCount(branch, many) for branch, many in standing.branches.items()]
    return sorted(counts, key=lambda each: (-each.count, str(each.branch_id)))


def _languages(standing: Standing) -> list[LanguageCount]:
    counts = [LanguageCount(language, many) for language, many in standing.languages.items()]
    return sorted(counts, key=lambda each: (-each.count, each.language or ""))


def _arrivals(arrivals: Arrivals) -> ArrivalsView:
    span = arrivals.span
    return ArrivalsView(span.first, span.last, arrivals.total, StageCounts(**arrivals.stages))


def _conversion(found: Conversion) -> ConversionView:
    return ConversionView(found.made, found.median_days, found.entered, found.reached, found.rate)
