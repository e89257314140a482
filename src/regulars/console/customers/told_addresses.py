"""What a fact changed of an address, as far as the reader may see it."""

from typing import Any

from regulars.domains.customers import DOORS
from regulars.domains.customers import TimelineEntry as FactEntry

PIN = {"latitude", "longitude"}
IN_A_LINE = ("label", "building", "street", "area", "city")


def readable(entry: FactEntry, *, may_reveal: bool) -> dict[str, Any]:
    """{field: [old, new]} of what was sealed, with an address in one line and a pin to a
    kilometre; of other facts as it is."""
    changed = dict(entry.changed)
    if entry.fact.name == "customers.address_added":
        # A new address is one line: nothing of it was anything else before.
        parts = [changed[name][1] for name in IN_A_LINE if name in changed]
        changed = {"address": [None, ", ".join(parts)]}
    if not may_reveal:
        return {name: value for name, value in changed.items() if name not in DOORS}
    if PIN & changed.keys():
        changed["pin"] = _pin_moved(changed.pop("latitude", None), changed.pop("longitude", None))
    return changed


def _pin_moved(north: list[float] | None, east: list[float] | None) -> list[str | None]:
    """To a kilometre: that it moved is of interest here, where to is on the map."""
    sides = zip(north or ("…", "…"), east or ("…", "…"), strict=True)
    return [None if None in side else ", ".join(map(_coarse, side)) for side in sides]


def _coarse(degrees: object) -> str:
    return f"{degrees:.2f}" if isinstance(degrees, float) else str(degrees)
