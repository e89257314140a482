"""/api/v1/customers/near: the addresses round a place, the nearest first."""

from typing import Annotated, NamedTuple
from uuid import UUID

import msgspec
from msgspec import Meta

from regulars.api.address_views import AddressView, address_view
from regulars.api.operations import Answer, Call, Operation, operation
from regulars.api.pages import PageQuery, cursor_to, limit_of, place_of
from regulars.domains import customers
from regulars.domains.customers import METRES_MAX, OPENED_MAX, Near
from regulars.domains.identity import Scope
from regulars.kernel.geo import Point
from regulars.runtime.tx import Tx

Radius = Annotated[
    int,
    Meta(
        ge=1,
        le=METRES_MAX,
        description="In metres, straight over the ground.",
        extra={"code": "within_out_of_range", "most": METRES_MAX},
    ),
]
North = Annotated[
    float, Meta(ge=-90, le=90, description="Degrees north.", extra={"code": "latitude_not_valid"})
]
East = Annotated[
    float,
    Meta(ge=-180, le=180, description="Degrees east.", extra={"code": "longitude_not_valid"}),
]


class NearQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """A key without `customers:reveal` is answered by the middles of cells of five kilometres: a
    smaller radius finds it little."""

    latitude: North
    longitude: East
    radius: Radius = 5_000


class NearView(msgspec.Struct):
    """An address, and how far away it is."""

    metres: int
    address: AddressView


class NearList(msgspec.Struct):
    """The nearest first, and where the next page begins; null on the last."""

    data: list[NearView]
    next_cursor: str | None


class NearPlace(NamedTuple):
    metres: int
    id: UUID


@operation(
    "GET",
    "/api/v1/customers/near",
    Scope.CUSTOMERS_READ,
    query=NearQuery,
    answers={200: NearList},
)
async def list_near(call: Call, tx: Tx) -> Answer:
    """List the addresses near a place, whose ever they are; at most two thousand are looked at."""
    call.require_good()
    asked = call.query.values
    point = Point(asked["latitude"], asked["longitude"])
    radius = asked.get("radius", 5_000)
    reveal = call.caller.may_reveal
    bound_to = ["near", point.latitude, point.longitude, radius, reveal]
    after = place_of(call, tx, bound_to, NearPlace)
    found = await customers.addresses_near(tx, point, radius, limit=OPENED_MAX, sees_pins=reveal)
    if after is not None:
        found = [one for one in found if _key(one) > (after.metres, after.id.bytes)]
    page = found[: limit_of(call)]
    tx.note_reads("revealed" if reveal else "listed", {one.address.customer_id for one in page})
    last = page[-1] if len(found) > len(page) else None
    following = NearPlace(last.metres, last.address.id) if last else None
    views = [NearView(one.metres, address_view(one.address, reveal=reveal)) for one in page]
    return Answer(200, NearList(views, cursor_to(tx, bound_to, following)))


OPERATIONS: tuple[Operation, ...] = (list_near,)


def _key(one: Near) -> tuple[int, bytes]:
    return one.metres, one.address.id.bytes
