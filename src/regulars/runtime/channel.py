"""The port to whoever carries a message to a person: SMS and e-mail today, other ways later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from regulars.kernel.errors import FieldError
from regulars.runtime.language import Language

ChannelKind = Literal["sms", "email"]
CHANNEL_KINDS: tuple[ChannelKind, ...] = ("sms", "email")
Config = Mapping[str, str]
# What a provider says became of a message.
Fate = Literal["sent", "delivered", "failed"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one person. `id` is ours; `subject` is for e-mail alone. `tell_at` is where
    the provider may say later what became of it. After `lasts_seconds` it is worth nothing any
    more, and a carrier that still holds it throws it away."""

    id: UUID
    to: str = field(repr=False)
    text: str = field(repr=False)
    language: Language
    subject: str = field(default="", repr=False)
    tell_at: str = ""
    lasts_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider has it. `ref` is its own name for it; `parts` is what it counts for."""

    ref: str
    parts: int = 1
    fate: Fate = "sent"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a provider said later, by itself. `ours` is our own id of the message, where it came
    along."""

    ref: str
    fate: Fate
    reason: str = ""
    ours: UUID | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What came to the letterbox, as it came. `url` is the address as the sender called it."""

    url: str
    headers: Mapping[str, tuple[str, ...]]
    body: bytes = field(repr=False)


class ChannelRefused(Exception):
    """The provider will not carry this message. `is_final`: not this one, to this address; else it
    is our account with them that somebody has to mend."""

    def __init__(self, code: str, *, is_final: bool) -> None:
        super().__init__(code)
        self.code = code
        self.is_final = is_final


class ChannelUnsure(Exception):
    """The provider may have it, or not: never send again before it was asked."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ChannelBusy(Exception):
    """The provider does not have it, and may be asked again after a while."""

    def __init__(self, code: str, *, retry_after: float = 5.0) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class Channel(Protocol):
    """One tenant's account with one provider. Nothing here is called inside a transaction, but for
    `validate`, which reaches nobody."""

    def validate(self, outgoing: Outgoing) -> int:
        """The parts it will count for. Raises ChannelRefused for what the provider would refuse."""

    async def send(self, outgoing: Outgoing) -> Receipt:
        """Raises ChannelRefused, ChannelUnsure or ChannelBusy, and nothing else."""

    async def find(self, outgoing: Outgoing, *, not_before: datetime) -> Receipt | None:
        """Whether the provider has it, asked when that was unsure. None when it cannot be found;
        raises ChannelUnsure when the provider cannot be asked."""

    async def test_connection(self) -> None:
        """Proves account and secret, and sends nothing. Raises as `send` does."""


@dataclass(frozen=True, slots=True)
class ProviderField:
    """One value of a provider's settings. A secret is never shown again; `form` is a pattern."""

    name: str
    form: str
    is_secret: bool = False
    is_required: bool = True
    choices: tuple[str, ...] = ()
    default: str = ""


class Provider(Protocol):
    """A provider that tenants may choose for a kind of channel."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> ChannelKind: ...

    @property
    def fields(self) -> tuple[ProviderField, ...]: ...

    def open(self, config: Config) -> Channel: ...

    def misplaced(self, config: Config) -> FieldError | None:
        """What leads to a server that nobody may call, as far as names and ports say it; asks
        nobody."""

    async def leads_inward(self, config: Config) -> FieldError | None:
        """The same of where a name leads to, which a name server is asked: never in a transaction.
        None where nobody knows the name, which the test of the connection tells."""

    def holds(self, config: Config, letter: Letter) -> bool:
        """Whether the letter is signed by this account."""

    def key_of(self, letter: Letter) -> str:
        """The same for a letter that comes twice."""

    def read(self, letter: Letter) -> Spoken | None:
        """What a letter says that was proven; None when it is nothing about a message of ours."""


class Providers:
    """Every provider of an installation, by name."""

    def __init__(self, providers: Iterable[Provider] = ()) -> None:
        self._by_name = {provider.name: provider for provider in providers}

    def named(self, name: str) -> Provider | None:
        return self._by_name.get(name)

    def of(self, kind: ChannelKind) -> tuple[Provider, ...]:
        return tuple(each for each in self._by_name.values() if each.kind == kind)
