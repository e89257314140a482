"""What the tab of addresses and its dialogs show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from regulars.console.customers.views import Errors, Whole
from regulars.console.layout.views import MapPin

AddressKind = Literal["home", "work", "other"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an address, with the word before it where it is bare: 12 is building 12."""

    text: str
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    branch: str
    metres: int


@dataclass(frozen=True, slots=True)
class AddressCard:
    """`lines` go from the door to the country. Without the right to reveal they begin at the
    area, and `is_masked` says so; one that is damaged, not `is_whole`, can only be deleted."""

    id: str
    kind: AddressKind
    lines: tuple[tuple[Part, ...], ...]
    label: str | None = None
    notes: str | None = None
    is_default: bool = False
    is_masked: bool = False
    distances: tuple[Distance, ...] = ()
    used_at: datetime | None = None
    deleted_at: datetime | None = None
    pin: MapPin | None = None
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class AddressesPage:
    """The tab. `pins` are those of the branches."""

    whole: Whole
    cards: tuple[AddressCard, ...] = ()
    deleted: tuple[AddressCard, ...] = ()
    pins: tuple[MapPin, ...] = ()
    may_edit: bool = True

    @property
    def all_pins(self) -> tuple[MapPin, ...]:
        return (*self.pins, *(card.pin for card in self.cards if card.pin))


@dataclass(frozen=True, slots=True)
class Holder:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class AddressForm:
    """Adds an address, or edits the one in `address_id`. `values` are the fields as typed;
    `holders` use the address, and the form asks which of them the change counts for."""

    customer_id: str
    values: Mapping[str, str]
    countries: tuple[tuple[str, str], ...]
    cities: tuple[str, ...] = ()
    address_id: str | None = None
    version: int | None = None
    is_default: bool = False
    pins: tuple[MapPin, ...] = ()
    holders: tuple[Holder, ...] = ()
    errors: Errors = field(default_factory=dict)
    error: str | None = None
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class AddressDeletion:
    """Something uses the address: deleted all the same?"""

    customer_id: str
    address_id: str
    holders: tuple[Holder, ...]
