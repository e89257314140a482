"""What home shows: figures, growth, conversion, shares, newest customers, what just happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlencode

from regulars.console.alerts.views import AlertSign
from regulars.console.customers.views import ActorKind, CustomerRow, Stage

Grain = Literal["day", "week", "month"]
Path = Literal["guest_to_stub", "stub_to_full", "guest_to_full"]
GRAINS: tuple[Grain, ...] = ("day", "week", "month")
PERIODS = (7, 30, 90, 365)
DAYS_DEFAULT = 30


@dataclass(frozen=True, slots=True)
class Period:
    """So many days until today, cut into days, weeks or months. It stands in the address."""

    days: int = DAYS_DEFAULT
    grain: Grain = "day"

    @property
    def choices(self) -> tuple[int, ...]:
        return tuple(sorted({*PERIODS, self.days}))

    def address(self, path: str, *, days: int | None = None, grain: Grain | None = None) -> str:
        """Another length brings the cut that suits it, unless one is asked for."""
        asked: dict[str, object] = {"days": days or self.days}
        if grain or days is None:
            asked["by"] = grain or self.grain
        return f"{path}?{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class Came:
    """New customers from the first day to the last, by the stage at which they came."""

    first: date
    last: date
    guest: int
    stub: int
    full: int

    @property
    def total(self) -> int:
        return self.guest + self.stub + self.full


@dataclass(frozen=True, slots=True)
class Compared:
    """A number and the one before it; `change` is the difference in parts of one."""

    now: int
    before: int

    @property
    def change(self) -> float | None:
        return (self.now - self.before) / self.before if self.before else None


@dataclass(frozen=True, slots=True)
class Way:
    """From one stage to another: upgrades of the period, and what became of who entered in it."""

    path: Path
    made: int
    entered: int
    reached: int
    rate: float | None
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Share:
    """One of the parts that make up all customers; a name of None is for those of none, or of
    so many `others` together."""

    name: str | None
    many: int
    part: float
    others: int = 0


@dataclass(frozen=True, slots=True)
class Happening:
    """One fact about a customer. `name` is None for people without a name."""

    fact: str
    at: datetime
    customer_id: str
    number: str
    name: str | None
    actor: str | None = None
    actor_kind: ActorKind = "system"
    branch: str | None = None
    stage: Stage | None = None
    is_imported: bool = False


@dataclass(frozen=True, slots=True)
class HomePage:
    period: Period
    as_of: datetime
    total: int
    stages: Mapping[str, int]
    blocked: int
    deleted: int
    came: Compared
    week: Compared
    growth: tuple[Came, ...]
    ways: tuple[Way, ...]
    branches: tuple[Share, ...]
    languages: tuple[Share, ...]
    newest: tuple[CustomerRow, ...] = ()
    happenings: tuple[Happening, ...] = ()
    may_set_up: bool = False
    # For whoever may read the trail.
    alerts: AlertSign | None = None

    @property
    def is_empty(self) -> bool:
        """Nobody is there, and nobody ever was."""
        return not (self.total or self.deleted or self.newest)

    @property
    def full_part(self) -> float | None:
        return self.stages["full"] / self.total if self.total else None
