"""An address as the API shows one: without its doors and its pin unless the key may reveal."""

from collections.abc import Iterable
from typing import Any, Literal
from uuid import UUID

import msgspec

from regulars.api.views import CustomerView, Moment, customer_view
from regulars.domains.customers import Address, Customer, Held
from regulars.domains.tenants import Branch
from regulars.kernel.geo import metres_between, middle_of


class AddressView(msgspec.Struct):
    """Where a customer is delivered to. Without `customers:reveal`, `building`, `floor`,
    `apartment`, `street`, `notes`, `latitude` and `longitude` are null; the rest is shown."""

    id: UUID
    customer_id: UUID
    type: Literal["home", "work", "other"]
    label: str | None
    building: str | None
    floor: str | None
    apartment: str | None
    street: str | None
    area: str | None
    city: str | None
    country: str
    latitude: float | None
    longitude: float | None
    notes: str | None
    is_default: bool
    last_used_at: Moment | None
    version: int
    created_at: Moment
    updated_at: Moment
    deleted_at: Moment | None


class DistanceView(msgspec.Struct):
    """Straight over the ground, in metres."""

    branch_id: UUID
    metres: int


class ListedAddressView(AddressView):
    """An address, and how far it is from each branch that is on the map. Without
    `customers:reveal` it is measured from the middle of a cell of five kilometres."""

    distances: list[DistanceView]


class WholeCustomerView(CustomerView):
    """A customer with their addresses: the live ones, the default first."""

    addresses: list[AddressView]


class HolderView(msgspec.Struct):
    """Something active that uses an address."""

    room: str
    id: UUID
    name: str


def address_view(address: Address, *, reveal: bool, is_hidden: bool = False) -> AddressView:
    """`is_hidden` is for keys that may write and not read."""
    return AddressView(**_fields(address, reveal=reveal, is_hidden=is_hidden))


def listed_address_view(
    address: Address, branches: Iterable[Branch], *, reveal: bool
) -> ListedAddressView:
    fields = _fields(address, reveal=reveal, is_hidden=False)
    return ListedAddressView(**fields, distances=_distances(address, branches, reveal=reveal))


def whole_customer_view(
    customer: Customer, addresses: Iterable[Address], *, reveal: bool, shows_birth_date: bool
) -> WholeCustomerView:
    views = [address_view(address, reveal=reveal) for address in addresses]
    shown = customer_view(customer, reveal=reveal, shows_birth_date=shows_birth_date)
    # Its first fields are those of a customer, in their order.
    fields: Any = (*msgspec.structs.astuple(shown), views)
    return WholeCustomerView(*fields)


def holder_view(held: Held) -> HolderView:
    return HolderView(held.room, held.id, held.name)


def _fields(address: Address, *, reveal: bool, is_hidden: bool) -> dict[str, Any]:
    details = address.details
    is_open = reveal and not is_hidden
    return {
        "id": address.id,
        "customer_id": address.customer_id,
        "type": address.draft.kind,
        "label": None if is_hidden else details.label,
        "building": details.building if is_open else None,
        "floor": details.floor if is_open else None,
        "apartment": details.apartment if is_open else None,
        "street": details.street if is_open else None,
        "area": None if is_hidden else details.area,
        "city": None if is_hidden else address.draft.shown_city or None,
        "country": address.draft.country,
        "latitude": details.latitude if is_open else None,
        "longitude": details.longitude if is_open else None,
        "notes": details.notes if is_open else None,
        "is_default": address.is_default,
        "last_used_at": address.used_at,
        "version": address.version,
        "created_at": address.created_at,
        "updated_at": address.updated_at,
        "deleted_at": address.deleted_at,
    }


def _distances(address: Address, branches: Iterable[Branch], *, reveal: bool) -> list[DistanceView]:
    """Exact distances to three branches would be the pin itself, so who may not see the pin is
    told those of its cell."""
    point = address.details.point
    if point and not reveal:
        point = middle_of(address.cell) if address.cell else None
    if point is None:
        return []
    placed = [(branch.id, branch.point) for branch in branches if branch.point]
    away = [DistanceView(id_, round(metres_between(point, place))) for id_, place in placed]
    return sorted(away, key=lambda one: (one.metres, one.branch_id.bytes))
