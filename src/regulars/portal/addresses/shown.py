"""From addresses to what their owner sees of them, in their language."""

from collections.abc import Iterable
from typing import Any

from regulars.browser.lands import country_name
from regulars.domains.customers import ADDRESS_FIELDS, Address, Held, city_name
from regulars.domains.tenants import Branch
from regulars.portal.addresses.views import AddressCard, Part
from regulars.portal.layout.views import Pin
from regulars.runtime.language import Language

BARE_LENGTH_MAX = 6


def card_of(address: Address, language: Language) -> AddressCard:
    details = address.details
    return AddressCard(
        str(address.id),
        address.draft.kind,
        _lines(address, language),
        details.label,
        details.notes,
        address.is_default,
        details.point is not None,
    )


def branch_pins(branches: Iterable[Branch], language: Language) -> tuple[Pin, ...]:
    return tuple(
        Pin(b.point.latitude, b.point.longitude, "branch", b.name_in(language))
        for b in branches
        if b.point and not b.closed_at
    )


def values_of(address: Address, language: Language) -> dict[str, str]:
    """As a form holds them."""
    fields: dict[str, Any] = address.draft.fields()
    fields["city"] = city_name(address.draft.shown_city, address.draft.country, language)
    return {name: "" if fields.get(name) is None else str(fields[name]) for name in ADDRESS_FIELDS}


def held_by(held: Iterable[Held]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.id), one.name) for one in held)


def _lines(address: Address, language: Language) -> tuple[tuple[Part, ...], ...]:
    details, draft = address.details, address.draft
    doors = [(name, getattr(details, name)) for name in ("building", "floor", "apartment")]
    door = [_door(name, text) for name, text in doors if text]
    street = [Part(text) for text in (details.street, details.area) if text]
    city = city_name(draft.shown_city, draft.country, language)
    place = [Part(text) for text in (city, country_name(draft.country, language)) if text]
    return tuple(tuple(line) for line in (door, street, place) if line)


def _door(name: str, text: str) -> Part:
    is_bare = len(text) <= BARE_LENGTH_MAX and " " not in text and any(c.isdigit() for c in text)
    return Part(text, name if is_bare else None)
