"""A tenant's branches: adding, renaming, listing."""

from collections.abc import Mapping
from typing import Any

from regulars.domains.tenants import model
from regulars.domains.tenants.errors import BranchNotFound
from regulars.domains.tenants.events import TenantsBranchAdded, TenantsBranchRenamed
from regulars.domains.tenants.model import Branch
from regulars.kernel.errors import Outdated
from regulars.kernel.ids import BranchId, new_id
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

BRANCHES_MAX = 1_000


async def add_branch(tx: Tx, *, name: str, name2: str | None = None) -> Branch:
    shown, shown2 = model.read_branch_names(name, name2)
    branch_id = BranchId(new_id())
    row = await tx.row(sql.add, id=branch_id, name=shown, name2=shown2)
    assert row is not None
    tx.emit(TenantsBranchAdded(branch_id), subject_id=branch_id, seq=1)
    return _branch(row)


async def rename_branch(
    tx: Tx,
    branch_id: BranchId,
    given: Mapping[str, Any],
    *,
    expected_version: int | None = None,
) -> Branch:
    """An absent name stays, a null clears the second. The row is held from here on, so two who
    rename at once come one after the other."""
    row = await tx.row(sql.one_locked, id=branch_id)
    if row is None:
        raise BranchNotFound
    before = _branch(row)
    names = {"name": before.name, "name2": before.name2, **given}
    shown, shown2 = model.read_branch_names(names["name"], names["name2"])
    if expected_version not in (None, before.version):
        raise Outdated
    if (shown, shown2) == (before.name, before.name2):
        return before
    row = await tx.row(sql.rename, id=branch_id, name=shown, name2=shown2)
    assert row is not None
    branch = _branch(row)
    tx.emit(TenantsBranchRenamed(branch_id), subject_id=branch_id, seq=branch.version)
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
    return Branch(
        BranchId(row["id"]),
        row["name"],
        row["name2"],
        row["version"],
        row["created_at"],
        row["closed_at"],
    )
