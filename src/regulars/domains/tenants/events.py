"""What the tenants room announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from regulars.kernel.ids import BranchId, TenantId
from regulars.runtime.journal import Event


@dataclass(frozen=True, slots=True)
class TenantsOpened(Event):
    """A business moved in."""

    name: ClassVar[str] = "tenants.opened"
    subject_kind: ClassVar[str] = "tenant"
    tenant: TenantId


@dataclass(frozen=True, slots=True)
class TenantsSettingsChanged(Event):
    """Languages, default country or time zone changed; `fields` names which."""

    name: ClassVar[str] = "tenants.settings_changed"
    subject_kind: ClassVar[str] = "tenant"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TenantsPreferencesChanged(Event):
    """What is asked about customers' preferences changed: which fields, or their order alone."""

    name: ClassVar[str] = "tenants.preferences_changed"
    subject_kind: ClassVar[str] = "tenant"
    fields: tuple[str, ...]
    shape_version: int


@dataclass(frozen=True, slots=True)
class TenantsVerificationRulesChanged(Event):
    """How long papers are kept or a request waits, or from which age what is sold; `fields` names
    which."""

    name: ClassVar[str] = "tenants.verification_rules_changed"
    subject_kind: ClassVar[str] = "tenant"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TenantsBranchAdded(Event):
    """The tenant has one more branch."""

    name: ClassVar[str] = "tenants.branch_added"
    subject_kind: ClassVar[str] = "branch"
    branch: BranchId


@dataclass(frozen=True, slots=True)
class TenantsBranchRenamed(Event):
    """A branch goes by another name."""

    name: ClassVar[str] = "tenants.branch_renamed"
    subject_kind: ClassVar[str] = "branch"
    branch: BranchId


@dataclass(frozen=True, slots=True)
class TenantsFlagSet(Event):
    """The tenant switched a feature on or off for itself; null follows the roll-out again."""

    name: ClassVar[str] = "tenants.flag_set"
    subject_kind: ClassVar[str] = "flag"
    flag: str
    was: bool | None
    is_on: bool | None


@dataclass(frozen=True, slots=True)
class TenantsBranchMoved(Event):
    """A branch was placed on the map, elsewhere on it, or taken off it."""

    name: ClassVar[str] = "tenants.branch_moved"
    subject_kind: ClassVar[str] = "branch"
    branch: BranchId


@dataclass(frozen=True, slots=True)
class TenantsChannelChanged(Event):
    """SMS or e-mail leave through another provider or account; through none when it is null."""

    name: ClassVar[str] = "tenants.channel_changed"
    subject_kind: ClassVar[str] = "channel"
    kind: str
    provider: str | None


@dataclass(frozen=True, slots=True)
class TenantsChannelTested(Event):
    """Somebody tried whether a provider lets us in; `fault` says why it did not."""

    name: ClassVar[str] = "tenants.channel_tested"
    subject_kind: ClassVar[str] = "channel"
    kind: str
    is_well: bool
    fault: str | None


@dataclass(frozen=True, slots=True)
class TenantsLetterArrived(Event):
    """A provider said by itself what became of something; it is signed, and not read yet."""

    name: ClassVar[str] = "tenants.letter_arrived"
    subject_kind: ClassVar[str] = "letter"
    letter: UUID
    provider: str
