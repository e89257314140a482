"""/api/v1/branches and /api/v1/settings: what the tenant set."""

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.domains import tenants
from regulars.domains.identity import Scope
from regulars.domains.tenants import Branch, TenantSettings
from regulars.kernel.ids import BranchId
from regulars.runtime.tx import Tx


class BranchNames(msgspec.Struct):
    name: str
    name2: str | None = None


class BranchView(msgspec.Struct):
    id: UUID
    name: str
    name2: str | None
    version: int
    created_at: datetime


class BranchList(msgspec.Struct):
    data: list[BranchView]
    next_cursor: str | None


class SettingsFields(msgspec.Struct):
    """Absent keeps."""

    default_country: str | UnsetType = UNSET
    time_zone: str | UnsetType = UNSET
    languages: list[str] | UnsetType = UNSET


class SettingsView(msgspec.Struct):
    default_country: str
    time_zone: str
    languages: list[str]
    version: int


@operation("GET", "/api/v1/branches", Scope.SETTINGS_READ, answers={200: BranchList})
async def list_branches(call: Call, tx: Tx) -> Answer:
    """List the branches, oldest first; a tenant has at most a thousand, on one page."""
    call.require_good()
    return Answer(200, BranchList([_branch(b) for b in await tenants.list_branches(tx)], None))


@operation(
    "POST",
    "/api/v1/branches",
    Scope.SETTINGS_WRITE,
    body=BranchNames,
    answers={201: BranchView},
)
async def create_branch(call: Call, tx: Tx) -> Answer:
    """Add a branch."""
    call.require_good()
    given = call.body.values
    branch = await tenants.add_branch(tx, name=given["name"], name2=given.get("name2"))
    return Answer(201, _branch(branch), version=branch.version, resource_id=branch.id)


@operation(
    "PATCH",
    "/api/v1/branches/{id:str}",
    Scope.SETTINGS_WRITE,
    body=BranchNames,
    answers={200: BranchView},
)
async def rename_branch(call: Call, tx: Tx) -> Answer:
    """Rename a branch."""
    call.require_good()
    branch = await tenants.rename_branch(
        tx,
        BranchId(call.ids["id"]),
        name=call.body.values["name"],
        name2=call.body.values.get("name2"),
        expected_version=call.expected_version,
    )
    return Answer(200, _branch(branch), version=branch.version, resource_id=branch.id)


@operation("GET", "/api/v1/settings", Scope.SETTINGS_READ, answers={200: SettingsView})
async def get_settings(call: Call, tx: Tx) -> Answer:
    """Read languages, default country and time zone."""
    call.require_good()
    settings = await tenants.read_settings(tx)
    return Answer(200, _settings(settings), version=settings.version)


@operation(
    "PATCH",
    "/api/v1/settings",
    Scope.SETTINGS_WRITE,
    body=SettingsFields,
    answers={200: SettingsView},
)
async def change_settings(call: Call, tx: Tx) -> Answer:
    """Change languages, default country or time zone."""
    call.require_good()
    settings = await tenants.change_settings(
        tx, call.body.values, expected_version=call.expected_version
    )
    return Answer(200, _settings(settings), version=settings.version)


OPERATIONS: tuple[Operation, ...] = (
    list_branches,
    create_branch,
    rename_branch,
    get_settings,
    change_settings,
)


def _branch(branch: Branch) -> BranchView:
    return BranchView(branch.id, branch.name, branch.name2, branch.version, branch.created_at)


def _settings(settings: TenantSettings) -> SettingsView:
    return SettingsView(
        settings.default_country,
        settings.time_zone,
        list(settings.languages),
        settings.version,
    )
