"""What the profile shows, and its three small forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Errors = Mapping[str, tuple[str, ...]]
ControlKind = Literal["choice", "yes_no", "text", "number"]


@dataclass(frozen=True, slots=True)
class Reached:
    """A number or an address: proven theirs, or only written down."""

    kind: Literal["phone", "email"]
    value: str | None
    is_verified: bool = False


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """`preferences` and `wishes` are (label, value) and (channel, kind) pairs."""

    name: str | None
    name2: str | None
    number: str
    id: str
    language: str | None
    birth_date: str | None
    gender: str | None
    reached: tuple[Reached, ...]
    preferences: tuple[tuple[str, str], ...] = ()
    wishes: tuple[tuple[str, str], ...] = ()
    picture: str | None = None
    asks_preferences: bool = False
    errors: Errors = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DetailsForm:
    version: int | None
    name: str = ""
    name2: str = ""
    language: str = ""
    birth_date: str = ""
    gender: str = ""
    languages: tuple[str, ...] = ()
    errors: Errors = field(default_factory=dict)
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """One preference that the shop asks for."""

    key: str
    label: str
    kind: ControlKind
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PreferencesForm:
    version: int | None
    controls: tuple[Control, ...]
    errors: Errors = field(default_factory=dict)
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class WishesForm:
    """`wishes` are those that are on, as `sms.orders`."""

    version: int | None
    wishes: frozenset[str]
    is_outdated: bool = False
