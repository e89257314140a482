"""Finding addresses round a place: cells by index, then the pins themselves, measured."""

from dataclasses import dataclass

from regulars.domains.customers.addresses.address import Address
from regulars.domains.customers.addresses.addresses import shown_address
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.geo import Point, cells_near, metres_between, middle_of
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

METRES_MAX = 50_000
OPENED_MAX = 2_000  # pins that one question opens


@dataclass(frozen=True, slots=True)
class Near:
    address: Address
    metres: int


async def addresses_near(
    tx: Tx, point: Point, metres: int, *, limit: int = 100, sees_pins: bool = True
) -> list[Near]:
    """The nearest first, of the customers that the caller may see. A place so crowded that more
    than two thousand pins lie in its cells is answered from two thousand of them. For who may not
    see pins it is the middle of the cell that is near or not: three exact distances are a pin."""
    if not 0 < metres <= METRES_MAX:
        raise Invalid(FieldError("within", "within_out_of_range", {"most": METRES_MAX}))
    ranges = cells_near(point, metres)
    rows = await tx.rows(
        sql.in_cells,
        lowest=[lowest for lowest, _ in ranges],
        highest=[highest for _, highest in ranges],
        most=OPENED_MAX,
    )
    found = []
    for row in rows:
        address = shown_address(tx, row, tx.people.unwrap(row["key_id"], row["wrapped"]))
        place = _place(address, sees_pins=sees_pins)
        if place is not None:
            away = metres_between(point, place)
            if away <= metres:
                found.append(Near(address, round(away)))
    return sorted(found, key=lambda near: (near.metres, near.address.id.bytes))[:limit]


def _place(address: Address, *, sees_pins: bool) -> Point | None:
    if sees_pins:
        return address.details.point
    return middle_of(address.cell) if address.cell else None
