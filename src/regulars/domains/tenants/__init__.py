"""Who rents the house: the directory, branches and what each tenant set."""

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
    TenantsOpened,
    TenantsSettingsChanged,
)
from regulars.domains.tenants.known_settings import KnownSettings
from regulars.domains.tenants.model import Branch, Language, Tenant, TenantSettings
from regulars.domains.tenants.open_tenant import open_tenant
from regulars.domains.tenants.settings import change_profile, change_settings, read_settings

__all__ = [
    "Branch",
    "BranchNotFound",
    "Directory",
    "KnownSettings",
    "Language",
    "SlugTaken",
    "Tenant",
    "TenantNotFound",
    "TenantSettings",
    "TenantsBranchAdded",
    "TenantsBranchMoved",
    "TenantsBranchRenamed",
    "TenantsOpened",
    "TenantsSettingsChanged",
    "add_branch",
    "change_branch",
    "change_profile",
    "change_settings",
    "list_branches",
    "list_tenants",
    "open_tenant",
    "read_settings",
    "require_branch",
]
