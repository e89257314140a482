"""What the pages of addresses show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from regulars.domains.customers import AddressKind
from regulars.portal.layout.views import Pin


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an address, with the word before it where it is bare: 12 is building 12."""

    text: str
    word: str | None = None


@dataclass(frozen=True, slots=True)
class AddressCard:
    """`lines` go from the door to the country."""

    id: str
    kind: AddressKind
    lines: tuple[tuple[Part, ...], ...]
    label: str | None = None
    notes: str | None = None
    is_default: bool = False
    has_pin: bool = False


@dataclass(frozen=True, slots=True)
class AddressesPage:
    cards: tuple[AddressCard, ...] = ()
    deleted: tuple[AddressCard, ...] = ()
    has_room: bool = True


@dataclass(frozen=True, slots=True)
class AddressForm:
    """Adds an address, or changes the one in `address_id`. `pins` are the shop's branches.
    `held` are those on their way there, and the form asks which change too. What `stands_default`
    stays so; `is_default` is what was ticked."""

    values: Mapping[str, str]
    countries: tuple[tuple[str, str], ...]
    cities: tuple[str, ...] = ()
    address_id: str | None = None
    version: int | None = None
    stands_default: bool = False
    is_default: bool = False
    pins: tuple[Pin, ...] = ()
    held: tuple[tuple[str, str], ...] = ()
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True)
class AddressDeletion:
    """Something on its way uses the address: deleted all the same?"""

    address_id: str
    held: tuple[tuple[str, str], ...]
