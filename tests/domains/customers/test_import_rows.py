"""Importing a list: good rows in, each of the others with its reasons, and once however often."""

import asyncio

from regulars.domains import customers
from regulars.domains.customers import Row, RowResult
from regulars.runtime.tx import Tx
from tests.domains.evidence import announced
from tests.instruments.installation import Installation
from tests.world import World


async def imported(tx: Tx, *values: dict[str, str]) -> list[RowResult]:
    rows = [Row(line, row) for line, row in enumerate(values, start=2)]
    return await customers.import_rows(tx, rows, country="OM")


def outcomes(results: list[RowResult]) -> list[tuple[int, str, list[tuple[str, str]]]]:
    return [(r.line, r.outcome, [(e.field, e.code) for e in r.errors]) for r in results]


async def test_each_row_is_registered_known_or_refused_with_its_reasons(tx: Tx) -> None:
    results = await imported(
        tx,
        {"name": "Huda", "phone": "٩١٢٣٤٥٦٧", "tags": "vip | hotel", "unheard_of": "x"},
        {"name": "Huda again", "phone": "+968 9123 4567"},
        {"name": "Ana", "phone": "91112233"},
        {"name": "", "phone": "12", "email": "nobody"},
        {"name": "  ", "unheard_of": "x"},
        {"type": "king", "name": "Huda"},
        {"type": "guest", "name": "Walk-in"},
    )
    assert outcomes(results) == [
        (2, "registered", []),
        (3, "known", [("phone", "phone_known")]),
        (4, "known", [("phone", "phone_known")]),
        (
            5,
            "refused",
            [("phone", "phone_too_short"), ("email", "email_not_valid"), ("name", "name_missing")],
        ),
        (6, "refused", [("name", "row_empty")]),
        (7, "refused", [("type", "unknown_value")]),
        (8, "registered", []),
    ]
    huda, walk_in = (r.customer for r in results if r.customer)
    assert huda.traits.tags == ("vip", "hotel")
    # Nothing was written of the rows in between, so their numbers were not drawn either.
    assert walk_in.number == huda.number + 1
    assert [fact.name for fact in await announced(tx, huda.id)] == ["customers.registered"]


async def test_a_branch_is_found_by_name_or_id_and_an_unknown_one_is_refused(
    tx: Tx, world: World
) -> None:
    first, second = world.laundry.branches
    results = await imported(
        tx,
        {"name": "Huda", "phone": "91234567", "branch": f" {first.name} "},
        {"name": "Said", "phone": "91234568", "branch": str(second.id)},
        {"name": "Amna", "phone": "12", "branch": "Nowhere", "preferences": "folded"},
        {"name": "Badr", "phone": "91234569", "branch": str(world.bakery.branches[0].id)},
    )
    assert [r.customer.traits.branch_id for r in results if r.customer] == [first.id, second.id]
    assert [[e.code for e in r.errors] for r in results[2:]] == [
        ["preferences_not_pairs", "branch_not_known", "phone_too_short"],
        ["branch_not_known"],
    ]


async def test_a_row_that_is_wrong_takes_no_phone_from_a_right_one(tx: Tx) -> None:
    results = await imported(
        tx, {"name": "X" * 200, "phone": "91234567"}, {"name": "Huda", "phone": "91234567"}
    )
    assert [r.outcome for r in results] == ["refused", "registered"]


async def test_a_widely_shared_phone_does_not_hide_that_others_are_known(tx: Tx) -> None:
    shared = customers.read_draft("stub", {"name": "A Camp", "phone": "91230000"}, country="OM")
    await customers.register_many(tx, [shared] * 1_000)
    rows = [{"name": "Huda", "phone": f"9124{place:04d}"} for place in range(20)]
    rows.append({"name": "A Camp", "phone": "91230000"})
    assert [r.outcome for r in await imported(tx, *rows)] == ["registered"] * 20 + ["known"]
    assert {r.outcome for r in await imported(tx, *rows)} == {"known"}


async def test_two_who_import_the_same_list_at_once_register_everybody_once(
    installation: Installation, world: World
) -> None:
    forwards = [{"name": "Huda", "phone": f"9124{place:04d}"} for place in range(30)]
    async with installation.database() as database:

        async def once(rows: list[dict[str, str]]) -> list[RowResult]:
            async with database.transaction(world.laundry.context) as tx:
                return await imported(tx, *rows)

        both = await asyncio.gather(once(forwards), once(forwards[::-1]))
    assert sorted([r.outcome for results in both for r in results]) == (
        ["known"] * 30 + ["registered"] * 30
    )
