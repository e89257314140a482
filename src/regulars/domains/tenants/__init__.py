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
from regulars.domains.tenants.directory import Directory, list_tenants
from regulars.domains.tenants.errors import BranchNotFound, SlugTaken, TenantNotFound
from regulars.domains.tenants.events import (
    TenantsBranchAdded,
    TenantsBranchMoved,
    TenantsBranchRenamed,
    TenantsFlagSet,
    TenantsOpened,
    TenantsPreferencesChanged,
    TenantsSettingsChanged,
    TenantsVerificationRulesChanged,
)
from regulars.domains.tenants.flag_model import FLAGS, Flag, FlagState, overdue
from regulars.domains.tenants.flags import read_flags, set_flags
from regulars.domains.tenants.known_settings import KnownSettings
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
    "Choice",
    "Directory",
    "Flag",
    "FlagState",
    "KnownSettings",
    "Language",
    "PreferenceField",
    "PreferenceKind",
    "PreferenceShape",
    "SlugTaken",
    "Tenant",
    "TenantNotFound",
    "TenantSettings",
    "TenantsBranchAdded",
    "TenantsBranchMoved",
    "TenantsBranchRenamed",
    "TenantsFlagSet",
    "TenantsOpened",
    "TenantsPreferencesChanged",
    "TenantsSettingsChanged",
    "TenantsVerificationRulesChanged",
    "VerificationRules",
    "add_branch",
    "change_branch",
    "change_profile",
    "change_settings",
    "change_verification_rules",
    "first_weekday",
    "list_branches",
    "list_tenants",
    "open_tenant",
    "overdue",
    "read_flags",
    "read_preference_shape",
    "read_rollouts",
    "read_settings",
    "read_slug",
    "read_verification_rules",
    "require_branch",
    "roll_out",
    "set_flags",
    "set_preference_shape",
]
