"""From addresses to what the console shows of them, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from regulars.browser.lands import country_name
from regulars.console.customers.address_views import AddressCard, Distance, Holder, Part
from regulars.console.layout.views import MapPin
from regulars.console.visits import Visit, name_of
from regulars.domains.customers import ADDRESS_FIELDS, Address, Held, city_name
from regulars.domains.identity import Scope
from regulars.domains.tenants import Branch
from regulars.kernel.geo import Point, metres_between

BARE_LENGTH_MAX = 6
DISTANCES_SHOWN = 3


def card_of(address: Address, branches: Iterable[Branch], visit: Visit) -> AddressCard:
    """Doors, notes and the pin are for those who may reveal, as a telephone number is."""
    details = address.details
    is_open = visit.may(Scope.CUSTOMERS_REVEAL)
    point = details.point if is_open else None
    return AddressCard(
        id=str(address.id),
        kind=address.draft.kind,
        lines=_lines(address, visit, is_open=is_open),
        label=details.label,
        notes=details.notes if is_open else None,
        is_default=address.is_default,
        is_masked=not is_open,
        distances=_distances(point, branches, visit),
        used_at=address.used_at,
        deleted_at=address.deleted_at,
        pin=_pin(address, point),
        is_whole=address.is_whole,
    )


def branch_pins(branches: Iterable[Branch], visit: Visit) -> tuple[MapPin, ...]:
    return tuple(
        MapPin(b.point.latitude, b.point.longitude, "branch", name_of(b, visit.language))
        for b in branches
        if b.point and not b.closed_at
    )


def area_of(address: Address, visit: Visit) -> tuple[str, ...]:
    """What everybody may see who sees the customer."""
    return tuple(part for part in (address.details.area, _city(address, visit)) if part)


def pin_named(address: Address, name: str) -> MapPin | None:
    """Called by whose it is, where many people's stand on one map."""
    pin = _pin(address, address.details.point)
    return pin._replace(name=name) if pin else None


def values_of(address: Address, visit: Visit) -> dict[str, str]:
    """As a form holds them, in full."""
    fields: dict[str, Any] = address.draft.fields()
    fields["city"] = _city(address, visit)
    return {name: _text(fields.get(name)) for name in ADDRESS_FIELDS}


def holders_of(held: Iterable[Held]) -> tuple[Holder, ...]:
    return tuple(Holder(str(one.id), one.name) for one in held)


def _lines(address: Address, visit: Visit, *, is_open: bool) -> tuple[tuple[Part, ...], ...]:
    details = address.details
    doors = [(n, getattr(details, n)) for n in ("building", "floor", "apartment")]
    door = [_door(name, text) for name, text in doors if text and is_open]
    street = [details.street if is_open else None, details.area]
    land = country_name(address.draft.country, visit.language)
    place = [_city(address, visit), land]
    lines = (door, [Part(t) for t in street if t], [Part(t) for t in place if t])
    return tuple(tuple(line) for line in lines if line)


def _door(name: str, text: str) -> Part:
    is_bare = len(text) <= BARE_LENGTH_MAX and " " not in text and any(c.isdigit() for c in text)
    return Part(text, name if is_bare else None)


def _city(address: Address, visit: Visit) -> str:
    draft = address.draft
    return city_name(draft.shown_city, draft.country, visit.language)


def _pin(address: Address, point: Point | None) -> MapPin | None:
    if point is None:
        return None
    name = address.details.label or address.details.area or address.draft.shown_city
    kind = address.draft.kind
    return MapPin(point.latitude, point.longitude, kind, name, str(address.id), address.is_default)


def _distances(
    point: Point | None, branches: Iterable[Branch], visit: Visit
) -> tuple[Distance, ...]:
    """To the nearest few."""
    if point is None:
        return ()
    away = [
        Distance(name_of(b, visit.language), round(metres_between(point, b.point)))
        for b in branches
        if b.point and not b.closed_at
    ]
    return tuple(sorted(away, key=lambda one: one.metres)[:DISTANCES_SHOWN])


def _text(value: object) -> str:
    return "" if value is None else str(value)
