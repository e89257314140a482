"""Who rents the house: the directory, branches and what each tenant set."""

from regulars.domains.tenants.branches import (
    add_branch,
    list_branches,
    rename_branch,
    require_branch,
)
from regulars.domains.tenants.directory import Directory, list_tenants
from regulars.domains.tenants.errors import BranchNotFound, SlugTaken, TenantNotFound
from regulars.domains.tenants.events import (
    TenantsBranchAdded,
    TenantsBranchRenamed,
    TenantsOpened,
    TenantsPreferencesChanged,
    TenantsSettingsChanged,
)
from regulars.domains.tenants.known_settings import KnownSettings
from regulars.domains.tenants.model import Branch, Language, Tenant, TenantSettings
from regulars.domains.tenants.open_tenant import open_tenant
from regulars.domains.tenants.preferences import read_preference_shape, set_preference_shape
from regulars.domains.tenants.settings import change_profile, change_settings, read_settings
from regulars.domains.tenants.shapes import (
    KINDS,
    Choice,
    PreferenceField,
    PreferenceKind,
    PreferenceShape,
)

__all__ = [
    "KINDS",
    "Branch",
    "BranchNotFound",
    "Choice",
    "Directory",
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
    "TenantsBranchRenamed",
    "TenantsOpened",
    "TenantsPreferencesChanged",
    "TenantsSettingsChanged",
    "add_branch",
    "change_profile",
    "change_settings",
    "list_branches",
    "list_tenants",
    "open_tenant",
    "read_preference_shape",
    "read_settings",
    "rename_branch",
    "require_branch",
    "set_preference_shape",
]
