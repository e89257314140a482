"""What the page of customers near a branch shows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from regulars.console.customers.views import CustomerRow
from regulars.console.layout.views import MapPin

WITHIN_KM = (1, 2, 5, 10, 25, 50)
WITHIN_USUAL = 5


@dataclass(frozen=True, slots=True)
class NearRow:
    """One address, and whose it is. Streets and doors are on the customer's own page."""

    id: str
    customer: CustomerRow
    kind: str
    place: tuple[str, ...]
    metres: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class NearPage:
    """`branches` are those on the map, as (id, name); `pins` of the branch and, for who may
    reveal, of these addresses. Without that right the distances are rough."""

    rows: tuple[NearRow, ...] = ()
    branches: tuple[tuple[str, str], ...] = ()
    branch: str | None = None
    within: int = WITHIN_USUAL
    choices: tuple[int, ...] = WITHIN_KM
    count: int = 0
    pins: tuple[MapPin, ...] = ()
    is_rough: bool = False
    is_crowded: bool = False
    may_place: bool = False
    next_cursor: str | None = None
    is_first: bool = True

    def address(self, path: str, after: str | None = None) -> str:
        given = {"branch": self.branch, "within": str(self.within), "after": after}
        return f"{path}?{urlencode({name: value for name, value in given.items() if value})}"
