"""An export as a value: what is asked for, what that takes, and what its file is called."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from regulars.domains.audit import Wanted
from regulars.domains.customers import Filter, Sort
from regulars.domains.identity import Scope
from regulars.kernel.sheets import BYTE_ORDER_MARK
from regulars.runtime.language import Language
from regulars.runtime.vault.documents import DataClass, SealedDocument

Kind = Literal["customers", "changes", "looks"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MEDIA_TYPE = "text/csv"  # in UTF-8, as every text that is sent
# So many may still come while the browser waits; longer ones are the worker's.
ROWS_AT_ONCE = 1_000

EVERYBODY, ANYTHING = Filter(), Wanted()

EXPORT_WISH = SealedDocument("exports.wish.v1", {"wish": DataClass.FREE_TEXT})


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants in a file. `told` are the filters as their screen names them, `fence`
    the newest row that was there when they asked: what came later is not in the file."""

    kind: Kind
    tenant_slug: str
    tenant_name: str
    language: Language
    time_zone: str
    country: str = ""
    told: tuple[tuple[str, str], ...] = ()
    customers: Filter = EVERYBODY
    sort: Sort = "-created_at"
    columns: tuple[str, ...] = ()
    sees_phones: bool = False
    sees_birth_dates: bool = False
    trail: Wanted = ANYTHING
    fence: str = ""

    @property
    def needs(self) -> frozenset[Scope]:
        """What whoever asks must be allowed: when they ask, when it is made, when it is taken."""
        if self.kind != "customers":
            return frozenset({Scope.EXPORTS_WRITE, Scope.AUDIT_READ})
        needed = {Scope.EXPORTS_WRITE, Scope.CUSTOMERS_READ}
        if self.sees_phones:
            needed.add(Scope.CUSTOMERS_REVEAL)
        if self.sees_birth_dates:
            needed.add(Scope.CUSTOMERS_BIRTH_DATE)
        return frozenset(needed)

    @property
    def shape(self) -> tuple[str, ...]:
        """The names of what narrows it, without the values."""
        if self.kind != "customers":
            return self.trail.shape
        wanted = self.customers
        given = {
            "q": wanted.q.strip(),
            "stage": wanted.stage,
            "state": wanted.state,
            "language": wanted.language,
            "kind": wanted.kind,
            "tag": wanted.tag,
        }
        return tuple(name for name, value in given.items() if value)

    def file_name(self, now: datetime) -> str:
        """Whose, what, of which stage and state, and the day in the tenant's zone: never what was
        searched for. Slugs and codes are plain letters, so that no header has to quote them."""
        codes = (self.customers.stage, self.customers.state) if self.kind == "customers" else ()
        day = now.astimezone(ZoneInfo(self.time_zone)).date().isoformat()
        return "-".join([self.tenant_slug, self.kind, *filter(None, codes), day]) + ".csv"

    def moment(self, at: datetime) -> str:
        """With the distance from UTC, so that each cell says its time zone by itself."""
        return at.astimezone(ZoneInfo(self.time_zone)).isoformat(timespec="seconds")


def encoded(text: str, *, is_first: bool) -> bytes:
    return ((BYTE_ORDER_MARK if is_first else "") + text).encode("utf-8")
