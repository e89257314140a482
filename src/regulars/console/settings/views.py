"""What the settings pages and their dialogs show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from regulars.console.account.views import SessionRow
from regulars.console.layout.views import Role
from regulars.domains.identity import KeyKind

Errors = Mapping[str, tuple[str, ...]]
PreferenceKind = Literal["choice", "yes_no", "text", "number"]


@dataclass(frozen=True, slots=True)
class GeneralPage:
    """`countries` are (code, name) pairs; `time_zones` are names from the time zone database.
    `languages` are those that customers are served in; after `months` of rest a phone alone opens
    no account."""

    name: str
    language: str
    country: str
    time_zone: str
    countries: tuple[tuple[str, str], ...]
    time_zones: tuple[str, ...]
    languages: tuple[str, ...] = ("en", "ar")
    months: str = "9"
    alarm_rows: str = "5000"
    errors: Errors = field(default_factory=dict)
    may_edit: bool = True


@dataclass(frozen=True, slots=True)
class BranchRow:
    id: str
    name: str
    created_at: datetime
    staff_count: int = 0
    is_placed: bool = False


@dataclass(frozen=True, slots=True)
class BranchesPage:
    rows: tuple[BranchRow, ...]
    may_edit: bool = True


@dataclass(frozen=True, slots=True)
class BranchForm:
    """Adds a branch, or changes the one in `id`."""

    id: str | None = None
    name: str = ""
    name2: str = ""
    latitude: str = ""
    longitude: str = ""
    errors: Errors = field(default_factory=dict)
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class ChannelField:
    """`is_kept` for a secret that is there and is not shown. `choices` are values."""

    name: str
    value: str = ""
    is_secret: bool = False
    is_kept: bool = False
    is_required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """One kind of message and through whom it leaves. `fault` is what its last test met."""

    kind: Literal["sms", "email"]
    provider: str
    fields: tuple[ChannelField, ...]
    is_set: bool = False
    tested_at: datetime | None = None
    fault: str | None = None
    errors: Errors = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChannelRemoval:
    kind: Literal["sms", "email"]
    provider: str


@dataclass(frozen=True, slots=True)
class ChannelsPage:
    """`countries` are (code, name, whether it is served) triples, those that are come first."""

    cards: tuple[ChannelCard, ...]
    codes_a_day: str
    own_country: str
    countries: tuple[tuple[str, str, bool], ...]
    errors: Errors = field(default_factory=dict)
    may_edit: bool = True


@dataclass(frozen=True, slots=True)
class StaffRow:
    """`reached_at` is an e-mail, or the phone of who has none."""

    id: str
    name: str
    reached_at: str
    role: Role
    branches: tuple[str, ...] = ()
    is_disabled: bool = False
    is_you: bool = False
    may_act: bool = True
    seen_at: datetime | None = None
    has_factor: bool = False
    # With an e-mail to sign in by: who has none yet is given their first.
    takes_password: bool = True
    # Whose phone it is by now is asked before they are let in again.
    opens_by_phone: bool = False

    @property
    def is_everywhere(self) -> bool:
        """Without branches of their own: they see all, or no customer at all."""
        return self.role not in ("vendor", "driver")


@dataclass(frozen=True, slots=True)
class InvitationRow:
    id: str
    to: str
    role: Role
    branches: tuple[str, ...]
    expires_at: datetime
    is_open: bool = True
    is_by_phone: bool = False


@dataclass(frozen=True, slots=True)
class StaffPage:
    """`former` are those whose account was closed for good."""

    rows: tuple[StaffRow, ...]
    former: tuple[StaffRow, ...] = ()
    may_edit: bool = True
    invited: tuple[InvitationRow, ...] = ()


@dataclass(frozen=True, slots=True)
class InvitationForm:
    """`roles` are those that whoever invites may give."""

    roles: tuple[Role, ...]
    branches: tuple[tuple[str, str], ...] = ()
    email: str = ""
    role: Role = "branch"
    branch_ids: tuple[str, ...] = ()
    errors: Errors = field(default_factory=dict)
    is_again: bool = False
    phone: str = ""


@dataclass(frozen=True, slots=True)
class InvitationMade:
    """The link, once: also where no channel is set up to send it."""

    to: str
    link: str
    expires_at: datetime
    is_by_phone: bool = False


@dataclass(frozen=True, slots=True)
class StaffAccess:
    """How somebody proves who they are, and where they are signed in."""

    id: str
    name: str
    has_authenticator: bool
    passkeys_count: int
    recovery_left: int
    sessions: tuple[SessionRow, ...]
    may_reset: bool = False
    may_end: bool = False
    is_told_by_sms: bool = False
    # A hundred wrong ones in a row: until somebody gives the tries back.
    are_codes_stopped: bool = False


@dataclass(frozen=True, slots=True)
class RolesPage:
    """What each role may do: `rows` pair a scope with the roles that have it."""

    roles: tuple[Role, ...]
    rows: tuple[tuple[str, tuple[Role, ...]], ...]
    asked_of: tuple[str, ...]
    factor_asked_of: str
    idle_choices: tuple[int, ...]
    idle_minutes: int
    environment: str = "live"
    may_edit: bool = True


@dataclass(frozen=True, slots=True)
class StaffForm:
    """`roles` are those that whoever adds may give."""

    roles: tuple[Role, ...]
    branches: tuple[tuple[str, str], ...] = ()
    name: str = ""
    email: str = ""
    role: Role = "branch"
    branch_ids: tuple[str, ...] = ()
    errors: Errors = field(default_factory=dict)
    is_again: bool = False
    phone: str = ""


@dataclass(frozen=True, slots=True)
class StaffEdit:
    """Changes the account in `id`. Nobody moves themselves: without `roles` it is one's own.
    `error` is the code of what stands against it as a whole."""

    id: str
    version: int | None
    name: str
    email: str
    language: str
    roles: tuple[Role, ...] = ()
    role: Role = "branch"
    branches: tuple[tuple[str, str], ...] = ()
    branch_ids: tuple[str, ...] = ()
    errors: Errors = field(default_factory=dict)
    error: str | None = None
    is_again: bool = False
    phone: str = ""


KEY_KINDS: tuple[KeyKind, ...] = ("secret", "publishable")


@dataclass(frozen=True, slots=True)
class KeyRow:
    id: str
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    kind: KeyKind = "secret"
    # Whoever made it, by name; `is_maker_gone` when they may not sign in any more.
    made_by: str = ""
    is_maker_gone: bool = False


@dataclass(frozen=True, slots=True)
class SigningStand:
    """What signs the access tokens of apps. `address` is where anybody finds its public half; of a
    shop in which nobody signed in with an app yet there is no more."""

    address: str
    name: str = ""
    made_at: datetime | None = None
    turned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeysPage:
    rows: tuple[KeyRow, ...]
    signing: SigningStand
    may_edit: bool = True


@dataclass(frozen=True, slots=True)
class KeyForm:
    """`scopes` are all that a key can carry, in the order shown."""

    scopes: tuple[str, ...]
    name: str = ""
    chosen: tuple[str, ...] = ()
    errors: Errors = field(default_factory=dict)
    is_again: bool = False
    kind: KeyKind = "secret"
    kinds: tuple[KeyKind, ...] = KEY_KINDS


@dataclass(frozen=True, slots=True)
class KeyMade:
    """The only time the secret is ever shown."""

    name: str
    secret: str
    kind: KeyKind = "secret"


@dataclass(frozen=True, slots=True)
class KeyRevocation:
    id: str
    name: str
    prefix: str
    kind: KeyKind = "secret"


Choice = Literal["on", "off", "follow"]


@dataclass(frozen=True, slots=True)
class FlagRow:
    """`percent` is the operator's roll-out; None when there is none."""

    name: str
    is_on: bool
    why: Literal["chosen", "rolled_out", "default"]
    choice: Choice
    percent: int | None
    owner: str
    expires: date
    is_overdue: bool = False

    @property
    def word(self) -> str:
        return self.name.replace(".", "-").replace("_", "-")


@dataclass(frozen=True, slots=True)
class FlagsPage:
    rows: tuple[FlagRow, ...]
    may_edit: bool = True


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    key: str
    label: str
    kind: PreferenceKind
    choices: tuple[str, ...] = ()
    is_retired: bool = False
    # Of whom it is asked; none is everybody.
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreferencesPage:
    """Those that are asked for first, `asked_count` of them; retired ones behind."""

    rows: tuple[PreferenceRow, ...]
    asked_count: int = 0
    may_edit: bool = True


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    key: str = ""
    english: str = ""
    arabic: str = ""


@dataclass(frozen=True, slots=True)
class PreferenceForm:
    """Adds a preference, or changes the one in `key`; its kind stays."""

    key: str | None = None
    kind: PreferenceKind = "choice"
    label_en: str = ""
    label_ar: str = ""
    choices: tuple[ChoiceRow, ...] = ()
    stages: tuple[str, ...] = ("guest", "stub", "full")
    errors: Errors = field(default_factory=dict)
    is_again: bool = False
