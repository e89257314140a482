"""Who rents the house: the directory, branches and what each tenant set."""

from regulars.domains.tenants.age_limits import (
    AGE_CATEGORIES,
    AgeCategory,
    AgeLimit,
    VerificationRules,
)
from regulars.domains.tenants.branches import (
    add_branch,
    change_branch,
    list_branches,
    require_branch,
)
from regulars.domains.tenants.channels import (
    ChannelSettings,
    leads_inward,
    list_channels,
    note_channel_test,
    open_channels,
    read_channel,
    remove_channel,
    sender_names,
    set_channel,
)
from regulars.domains.tenants.code_limits import CodeLimits, change_code_limits, read_code_limits
from regulars.domains.tenants.directory import Directory, list_tenants
from regulars.domains.tenants.errors import BranchNotFound, SlugTaken, TenantNotFound
from regulars.domains.tenants.events import TenantsLetterArrived, TenantsSettingsChanged
from regulars.domains.tenants.export_alarm import change_export_alarm, read_export_alarm
from regulars.domains.tenants.flag_model import FLAGS, FlagState, overdue
from regulars.domains.tenants.flags import read_flags, set_flags
from regulars.domains.tenants.known_settings import KnownSettings
from regulars.domains.tenants.letters import (
    keep_letter,
    letterbox_token,
    prune_letters,
    ref_of_token,
    take_letter,
    token_holds,
)
from regulars.domains.tenants.limits import Limits, change_limits, read_limits
from regulars.domains.tenants.model import (
    SLUG_LENGTH_MAX,
    Branch,
    Language,
    Tenant,
    TenantSettings,
    read_slug,
)
from regulars.domains.tenants.open_tenant import open_tenant
from regulars.domains.tenants.preferences import read_preference_shape, set_preference_shape
from regulars.domains.tenants.rollouts import read_rollouts, roll_out
from regulars.domains.tenants.settings import change_profile, change_settings, read_settings
from regulars.domains.tenants.shapes import (
    ASKED_STAGES,
    KINDS,
    Choice,
    PreferenceField,
    PreferenceKind,
    PreferenceShape,
)
from regulars.domains.tenants.verification_rules import (
    change_verification_rules,
    read_verification_rules,
)
from regulars.domains.tenants.weeks import first_weekday

__all__ = [
    "AGE_CATEGORIES",
    "ASKED_STAGES",
    "FLAGS",
    "KINDS",
    "SLUG_LENGTH_MAX",
    "AgeCategory",
    "AgeLimit",
    "Branch",
    "BranchNotFound",
    "ChannelSettings",
    "Choice",
    "CodeLimits",
    "Directory",
    "FlagState",
    "KnownSettings",
    "Language",
    "Limits",
    "PreferenceField",
    "PreferenceKind",
    "PreferenceShape",
    "SlugTaken",
    "Tenant",
    "TenantNotFound",
    "TenantSettings",
    "TenantsLetterArrived",
    "TenantsSettingsChanged",
    "VerificationRules",
    "add_branch",
    "change_branch",
    "change_code_limits",
    "change_export_alarm",
    "change_limits",
    "change_profile",
    "change_settings",
    "change_verification_rules",
    "first_weekday",
    "keep_letter",
    "leads_inward",
    "letterbox_token",
    "list_branches",
    "list_channels",
    "list_tenants",
    "note_channel_test",
    "open_channels",
    "open_tenant",
    "overdue",
    "prune_letters",
    "read_channel",
    "read_code_limits",
    "read_export_alarm",
    "read_flags",
    "read_limits",
    "read_preference_shape",
    "read_rollouts",
    "read_settings",
    "read_slug",
    "read_verification_rules",
    "ref_of_token",
    "remove_channel",
    "require_branch",
    "roll_out",
    "sender_names",
    "set_channel",
    "set_flags",
    "set_preference_shape",
    "take_letter",
    "token_holds",
]
