"""Branches: named in one script or two, renamed by one at a time, of one tenant only."""

from uuid import uuid4

import pytest

from regulars.domains import tenants
from regulars.domains.tenants import BranchNotFound
from regulars.kernel.errors import Invalid, Outdated
from regulars.kernel.geo import Point
from regulars.kernel.ids import BranchId
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.world import World


async def test_a_branch_is_listed_and_renamed(tx: Tx, world: World) -> None:
    made = await tenants.add_branch(tx, name="  Al  Khuwair ", name2="الخوير")
    assert made.name == "Al Khuwair"
    renamed = await tenants.change_branch(
        tx, made.id, {"name": "Ghala", "name2": None}, expected_version=1
    )
    assert (renamed.name, renamed.name2, renamed.version) == ("Ghala", None, 2)
    assert await tenants.list_branches(tx) == [*world.laundry.branches, renamed]
    facts = await announced(tx, made.id)
    assert [(f.name, f.seq) for f in facts] == [
        ("tenants.branch_added", 1),
        ("tenants.branch_renamed", 2),
    ]


async def test_a_branch_that_keeps_its_name_announces_nothing(tx: Tx, world: World) -> None:
    branch = world.laundry.branches[0]
    same = await tenants.change_branch(tx, branch.id, {"name": branch.name, "name2": branch.name2})
    assert same == branch
    assert len(await announced(tx, branch.id)) == 1


async def test_a_branch_renamed_against_an_old_version_is_refused(tx: Tx, world: World) -> None:
    branch = world.laundry.branches[0]
    await tenants.change_branch(tx, branch.id, {"name": "Elsewhere"})
    with pytest.raises(Outdated):
        await tenants.change_branch(tx, branch.id, {"name": "Nowhere"}, expected_version=1)


async def test_another_tenants_branch_is_as_unknown_as_none(tx: Tx, world: World) -> None:
    """Fault row A07."""
    for branch_id in (world.bakery.branches[0].id, BranchId(uuid4())):
        with pytest.raises(BranchNotFound):
            await tenants.require_branch(tx, branch_id)
        with pytest.raises(BranchNotFound):
            await tenants.change_branch(tx, branch_id, {"name": "Mine"})


async def test_everything_wrong_with_a_name_is_said_at_once(tx: Tx) -> None:
    with pytest.raises(Invalid) as refused:
        await tenants.add_branch(tx, name=" \u200b ", name2="x" * 81)
    assert [(e.field, e.code) for e in refused.value.errors] == [
        ("name", "name_missing"),
        ("name2", "text_too_long"),
    ]


async def test_a_branch_is_placed_on_the_map_and_says_so(tx: Tx) -> None:
    made = await tenants.add_branch(tx, name="Ghala", latitude="٢٣٫٥٧", longitude=58.3612345678)
    assert made.point == Point(23.57, 58.361235)
    same = {"latitude": 23.57, "longitude": "58.361235"}
    assert await tenants.change_branch(tx, made.id, same) == made
    moved = await tenants.change_branch(tx, made.id, {"latitude": -23.5})
    assert (moved.point, moved.version) == (Point(-23.5, 58.361235), 2)
    gone = await tenants.change_branch(tx, made.id, {"latitude": None, "longitude": None})
    assert gone.point is None
    assert [fact.name for fact in await announced(tx, made.id)] == [
        "tenants.branch_added",
        "tenants.branch_moved",
        "tenants.branch_moved",
    ]
    with pytest.raises(Invalid):
        await tenants.change_branch(tx, made.id, {"latitude": 3})
