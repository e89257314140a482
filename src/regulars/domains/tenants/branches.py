"""A tenant's branches: adding, renaming, placing on the map, listing."""

from collections.abc import Mapping
from typing import Any

from regulars.domains.tenants import model
from regulars.domains.tenants.errors import BranchNotFound
from regulars.domains.tenants.events import (
    TenantsBranchAdded,
    TenantsBranchMoved,
    TenantsBranchRenamed,
)
from regulars.domains.tenants.model import Branch, BranchFields
from regulars.kernel.errors import Outdated
from regulars.kernel.geo import Point
from regulars.kernel.ids import BranchId, new_id
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

BRANCHES_MAX = 1_000
MILLION = 1_000_000


async def add_branch(
    tx: Tx,
    *,
    name: str,
    name2: str | None = None,
    latitude: float | str | None = None,
    longitude: float | str | None = None,
) -> Branch:
    given = {"name": name, "name2": name2, "latitude": latitude, "longitude": longitude}
    fields = model.read_branch(given)
    branch_id = BranchId(new_id())
    row = await tx.row(sql.add, id=branch_id, **_columns(fields))
    assert row is not None
    tx.emit(TenantsBranchAdded(branch_id), subject_id=branch_id, seq=1)
    return _branch(row)


async def change_branch(
    tx: Tx,
    branch_id: BranchId,
    given: Mapping[str, Any],
    *,
    expected_version: int | None = None,
) -> Branch:
    """Names and place: absent stays, a null clears. The row is held from here on, so two who
    change it at once come one after the other."""
    row = await tx.row(sql.one_locked, id=branch_id)
    if row is None:
        raise BranchNotFound
    before = _branch(row)
    fields = model.read_branch({**before.fields.given(), **given})
    if expected_version not in (None, before.version):
        raise Outdated
    if fields == before.fields:
        return before
    row = await tx.row(sql.change, id=branch_id, **_columns(fields))
    assert row is not None
    branch = _branch(row)
    if (branch.name, branch.name2) != (before.name, before.name2):
        tx.emit(TenantsBranchRenamed(branch_id), subject_id=branch_id, seq=branch.version)
    if branch.point != before.point:
        tx.emit(TenantsBranchMoved(branch_id), subject_id=branch_id, seq=branch.version)
    return branch


async def require_branch(tx: Tx, branch_id: BranchId) -> Branch:
    """Raises BranchNotFound, for another tenant's branch too."""
    row = await tx.row(sql.one, id=branch_id)
    if row is None:
        raise BranchNotFound
    return _branch(row)


async def list_branches(tx: Tx) -> list[Branch]:
    """All of them, oldest first: a tenant has at most a thousand."""
    return [_branch(row) for row in await tx.rows(sql.all_branches, most=BRANCHES_MAX)]


def _branch(row: Row) -> Branch:
    north, east = row["latitude_millionths"], row["longitude_millionths"]
    return Branch(
        BranchId(row["id"]),
        row["name"],
        row["name2"],
        row["version"],
        row["created_at"],
        row["closed_at"],
        None if north is None else Point(north / MILLION, east / MILLION),
    )


def _columns(fields: BranchFields) -> dict[str, Any]:
    point = fields.point
    return {
        "name": fields.name,
        "name2": fields.name2,
        "latitude_millionths": round(point.latitude * MILLION) if point else None,
        "longitude_millionths": round(point.longitude * MILLION) if point else None,
    }
