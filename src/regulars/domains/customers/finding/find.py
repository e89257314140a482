"""Listing customers: by keyset in a few orders, or what a search finds."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from regulars.domains.customers.finding.few import FEW, Few
from regulars.domains.customers.finding.few_narrowed import FEW_NARROWED
from regulars.domains.customers.finding.places import STARTS, Place, Sort, place_of
from regulars.domains.customers.finding.search import meaning_of, search
from regulars.domains.customers.model import Customer, Kind
from regulars.domains.customers.rows import customers_by_ids, listed
from regulars.domains.identity import count_search_miss, search_wait_seconds
from regulars.runtime.sql import Statement, statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

# A filter that few customers pass must not read a tenant of a million in one request: a page
# looks at so many at most, and the next one goes on from there.
REACH = 20_000
# Tags to choose from are those of the newest customers.
TAGS_REACH = 1_000
TAGS_OFFERED = 20


# One of a customer's account_status, or deleted.
ListedState = Literal["active", "temporary", "suspended", "blocked", "deleted"]
# Unblocked are all that are neither blocked nor deleted, whatever else holds them.
WantedState = ListedState | Literal["unblocked"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which customers. Absent means any; deleted ones are shown only when asked for. Of the
    listed states everybody has one: the deleted that, the others what their account_status says."""

    q: str = ""
    stage: Literal["guest", "stub", "full"] | None = None
    state: WantedState | None = None
    company_id: UUID | None = None
    language: Literal["en", "ar"] | None = None
    kind: Kind | None = None
    tag: str | None = None

    @property
    def is_of_traits(self) -> bool:
        return bool(self.language or self.kind or self.tag)

    @property
    def few(self) -> Few | None:
        """Those who have an index of their own."""
        match self.state:
            case "blocked" | "suspended" | "deleted":
                return self.state
            case _:
                return None

    @property
    def is_of_many(self) -> bool:
        """Whether others may lie between those who are meant, however many."""
        if self.few is not None:
            return self.is_of_traits or self.stage is not None
        return self.is_of_traits or self.state is not None

    def as_values(self) -> dict[str, Any]:
        return {"stage": self.stage, "is_deleted": self.state == "deleted"}

    def status(self) -> dict[str, Any]:
        return {"status": None if self.state == "deleted" else self.state}

    def traits(self) -> dict[str, Any]:
        # No text of the database holds a NUL, so whoever asks for one finds nobody.
        tag = self.tag.replace("\x00", "\ufffd") if self.tag else None
        return {"language": self.language, "kind": self.kind, "tag": tag}


@dataclass(frozen=True, slots=True)
class Page:
    """May be short, or empty, and still have a `next`: where it stopped looking for those whom a
    filter means. `wait_seconds` above 0 when the budget of searches is spent: then it shows
    nobody, and the caller refuses after the commit, for the count has to stay."""

    customers: tuple[Customer, ...]
    next: Place | None
    wait_seconds: int = 0


async def list_customers(
    tx: Tx,
    wanted: Filter,
    *,
    limit: int,
    country: str,
    sort: Sort = "-created_at",
    after: Place | None = None,
    sees_phones: bool = False,
    reach: int = REACH,
) -> Page:
    """`country` is where a number typed without a country code is from. Whoever `sees_phones`
    whole in every list learns nothing by trying them, and has no budget to spend."""
    start = after or STARTS[sort]
    if wanted.q.strip():
        meant = meaning_of(tx, wanted.q, country)
        is_guarded = meant.is_identifier and not sees_phones
        if is_guarded and (wait_seconds := await search_wait_seconds(tx)):
            return Page((), None, wait_seconds)
        filters = wanted.as_values() | wanted.status() | wanted.traits()
        filters |= {"company_id": wanted.company_id}
        rows = await search(tx, meant, filters, sort=sort, after=start, most=limit + 1)
        if is_guarded and not rows and (wait_seconds := await count_search_miss(tx)):
            return Page((), None, wait_seconds)
    elif wanted.is_of_many and wanted.company_id is None:
        return await _reached(tx, wanted, sort, start, limit, reach)
    else:
        rows = await _walk(tx, wanted, sort, start, limit + 1)
    page = rows[:limit]
    following = place_of(page[-1], sort) if len(rows) > limit else None
    return Page(tuple(page), following)


async def used_tags(tx: Tx) -> tuple[str, ...]:
    rows = await tx.walk(sql.used_tags, reach=TAGS_REACH, most=TAGS_OFFERED)
    return tuple(row["tag"] for row in rows)


async def _walk(tx: Tx, wanted: Filter, sort: Sort, after: Place, most: int) -> list[Customer]:
    statement, values = _statement(wanted, sort)
    rows = await tx.page(statement, **values, after_key=after.key, after_id=after.id, most=most)
    return [listed(tx, row) for row in rows]


async def _reached(
    tx: Tx, wanted: Filter, sort: Sort, after: Place, limit: int, reach: int
) -> Page:
    by_number = sort.endswith("number")
    statement, values = _reaching(wanted, sort, after)
    rows = await tx.page(statement, **values, after_key=after.key, reach=reach, most=limit + 1)
    meant = [row for row in rows if row["is_meant"]]
    page = meant[:limit]
    last = page[-1] if len(meant) > limit else None
    if last is None and rows and rows[-1]["is_end"]:
        last = rows[-1]
    key = "number" if by_number else "created_at"
    following = Place(last[key], last["id"]) if last else None
    return Page(tuple(await customers_by_ids(tx, [row["id"] for row in page])), following)


def _reaching(wanted: Filter, sort: Sort, after: Place) -> tuple[Statement, dict[str, Any]]:
    """A number is nobody else's, so walks of everybody by number need no id."""
    if wanted.few is not None:
        among = {"stage": wanted.stage, "after_id": after.id}
        return FEW_NARROWED[wanted.few][sort], among | wanted.traits()
    values = wanted.as_values() | wanted.status() | wanted.traits()
    if not sort.endswith("number"):
        values["after_id"] = after.id
    return REACHED[sort], values


REACHED: dict[Sort, Statement] = {
    "-created_at": sql.reached_newest_first,
    "created_at": sql.reached_oldest_first,
    "number": sql.reached_number_up,
    "-number": sql.reached_number_down,
}


def _statement(wanted: Filter, sort: Sort) -> tuple[Statement, dict[str, Any]]:
    """With what it asks for. Contacts of a company are few as well."""
    if wanted.company_id is not None:
        theirs = {"company_id": wanted.company_id, **wanted.status(), **wanted.traits()}
        return OF_COMPANY[sort], wanted.as_values() | theirs
    if wanted.few is not None:
        return FEW[wanted.few][sort], {}
    return EVERYBODY[sort], wanted.as_values()


OF_COMPANY: dict[Sort, Statement] = {
    "-created_at": sql.company_newest_first,
    "created_at": sql.company_oldest_first,
    "number": sql.company_number_up,
    "-number": sql.company_number_down,
}
EVERYBODY: dict[Sort, Statement] = {
    "-created_at": sql.newest_first,
    "created_at": sql.oldest_first,
    "number": sql.number_up,
    "-number": sql.number_down,
}
