"""An address as a value, and which of several becomes the default. Pure: no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Literal

from regulars.kernel.geo import Point, cell_of
from regulars.kernel.ids import AddressId, CustomerId
from regulars.runtime.vault.documents import DataClass, SealedDocument

AddressKind = Literal["home", "work", "other"]
ADDRESS_KINDS: tuple[AddressKind, ...] = ("home", "work", "other")
ADDRESSES_MAX = 100
NEVER = datetime.min.replace(tzinfo=UTC)

CUSTOMER_ADDRESS = SealedDocument(
    "customers.address.v1",
    {
        "label": DataClass.FREE_TEXT,
        "building": DataClass.ADDRESS,
        "floor": DataClass.ADDRESS,
        "apartment": DataClass.ADDRESS,
        "street": DataClass.ADDRESS,
        "area": DataClass.ADDRESS,
        "city": DataClass.ADDRESS,
        "notes": DataClass.FREE_TEXT,
        "latitude": DataClass.LOCATION,
        "longitude": DataClass.LOCATION,
    },
)
# {field: [old, new]} of what a fact changed; `address` is one in a line, where it is about all
# of it.
ADDRESS_CHANGES = SealedDocument(
    "customers.address_changes.v1",
    {"address": DataClass.ADDRESS, **dict(CUSTOMER_ADDRESS.fields.items())},
)
CLEAR_FIELDS = ("type", "country")
# Whoever may not reveal is shown none of these, now or in what was; `address` has doors in it.
DOORS = frozenset(
    {"building", "floor", "apartment", "street", "notes", "latitude", "longitude", "address"}
)


@dataclass(frozen=True, slots=True)
class Details:
    """What is sealed of an address. `city` is one in somebody's own words."""

    label: str | None = None
    building: str | None = None
    floor: str | None = None
    apartment: str | None = None
    street: str | None = None
    area: str | None = None
    city: str | None = None
    notes: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    def document(self) -> dict[str, Any]:
        values = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """An address as it was read: every field good. `city` is one of the house's list."""

    kind: AddressKind
    city: str | None
    country: str
    details: Details

    @property
    def cell(self) -> str | None:
        return cell_of(self.details.point) if self.details.point else None

    @property
    def shown_city(self) -> str:
        return self.city or self.details.city or ""

    def fields(self) -> dict[str, Any]:
        """By the names that the outside uses."""
        details = {entry.name: getattr(self.details, entry.name) for entry in fields(self.details)}
        return {
            **details,
            "type": self.kind,
            "city": self.shown_city or None,
            "country": self.country,
        }


@dataclass(frozen=True, slots=True)
class Address:
    """Where a customer is delivered to. Postal codes it has none: the Gulf does without."""

    id: AddressId
    customer_id: CustomerId
    draft: AddressDraft
    is_default: bool
    version: int
    created_at: datetime
    updated_at: datetime
    used_at: datetime | None = None
    deleted_at: datetime | None = None
    cell: str | None = None
    is_whole: bool = True  # its seal opened

    @property
    def details(self) -> Details:
        return self.draft.details

    @property
    def in_a_line(self) -> str:
        details = self.details
        parts = (details.building, details.street, details.area, self.draft.shown_city)
        line = ", ".join(part for part in parts if part)
        return f"{details.label}: {line}" if details.label else line


@dataclass(frozen=True, slots=True)
class AddressChanges:
    """Each field's [old, new], apart by what may be kept in clear."""

    clear: dict[str, list[Any]]
    sealed: dict[str, list[Any]]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(sorted((*self.clear, *self.sealed)))


def changes_between(before: AddressDraft | None, after: AddressDraft) -> AddressChanges:
    old = before.fields() if before else {}
    new = after.fields()
    changed = {
        name: [old.get(name), value] for name, value in new.items() if old.get(name) != value
    }
    clear = {name: change for name, change in changed.items() if name in CLEAR_FIELDS}
    return AddressChanges(clear, {n: change for n, change in changed.items() if n not in clear})


def elected(live: Iterable[Address]) -> Address | None:
    """Who follows a default that goes: the one used last, of those never used the newest."""
    return max(
        live, key=lambda one: (one.used_at or NEVER, one.created_at, one.id.bytes), default=None
    )


def default_first(live: Iterable[Address], default_id: AddressId | None) -> tuple[Address, ...]:
    """The default, then those used last."""
    marked = [_marked(one, is_default=one.id == default_id) for one in live]
    if len(marked) < 2:
        return tuple(marked)
    newest = sorted(
        marked, key=lambda one: (one.used_at or one.created_at, one.id.bytes), reverse=True
    )
    return tuple(sorted(newest, key=lambda one: not one.is_default))


def _marked(one: Address, *, is_default: bool) -> Address:
    return one if one.is_default is is_default else replace(one, is_default=is_default)
