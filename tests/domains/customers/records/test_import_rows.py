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


HOME = {
    "city": "مسقط",
    "area": "Al Khuwair",
    "street": "Way 3519",
    "building": "١٢",
    "floor": "2",
    "apartment": "7",
    "label": "Home",
    "latitude": "23.59",
    "longitude": "58.41",
    "notes": "Blue gate",
}


async def test_an_address_comes_in_with_its_customer_and_is_their_default(tx: Tx) -> None:
    results = await imported(
        tx,
        {"name": "Huda", "phone": "91234567", **HOME},
        {"name": "Said", "phone": "91234568", "country": "OM"},
        {"name": "Sara", "phone": "91234569", "city": "Dubai", "country": "ae"},
    )
    huda, said, sara = (r.customer for r in results if r.customer)
    customer, (home,) = await customers.customer_with_addresses(tx, huda.id)
    assert (customer.version, customer.default_address_id) == (2, home.id)
    assert (home.is_default, home.draft.city, home.details.building) == (True, "Muscat", "12")
    assert home.details.point is not None
    assert home.in_a_line == "Home: 12, Way 3519, Al Khuwair, Muscat"
    facts = await announced(tx, huda.id)
    assert [(fact.name, fact.seq) for fact in facts] == [
        ("customers.registered", 1),
        ("customers.address_added", 2),
    ]
    # A country alone is no address.
    assert (await customers.customer_with_addresses(tx, said.id))[1] == ()
    _, (dubai,) = await customers.customer_with_addresses(tx, sara.id)
    assert (dubai.draft.city, dubai.draft.country) == ("Dubai", "AE")


async def test_a_wrong_address_refuses_its_row_with_every_reason(tx: Tx) -> None:
    results = await imported(
        tx,
        {"name": "Huda", "phone": "12", "street": "Way 3519", "latitude": "200"},
        {"name": "Said", "phone": "91234568", "city": "Muscat", "country": "Oman"},
        {"name": "Sara", "phone": "91234569", "city": "Muscat", "latitude": "23.5"},
    )
    assert outcomes(results) == [
        (
            2,
            "refused",
            [
                ("phone", "phone_too_short"),
                ("city", "city_missing"),
                ("latitude", "latitude_not_valid"),
            ],
        ),
        (3, "refused", [("country", "unknown_value")]),
        (4, "refused", [("longitude", "position_incomplete")]),
    ]


async def test_a_dry_run_judges_the_same_and_writes_nothing(tx: Tx) -> None:
    batches = [
        [Row(2, {"name": "Huda", "phone": "91234567", **HOME}), Row(3, {"name": "No phone"})],
        [Row(4, {"name": "Huda again", "phone": "+968 9123 4567"}), Row(5, {"name": ""})],
        [Row(6, {"name": "Ana", "phone": "91112233"}), Row(7, {"type": "guest", "name": "Noor"})],
    ]
    before = await customers.list_customers(tx, customers.Filter(), limit=50, country="OM")
    tried: set[bytes] = set()
    told = [await customers.import_rows(tx, rows, country="OM", tried=tried) for rows in batches]
    assert not any(result.customer for results in told for result in results)
    after = await customers.list_customers(tx, customers.Filter(), limit=50, country="OM")
    assert after == before
    done = [await customers.import_rows(tx, rows, country="OM") for rows in batches]
    assert [outcomes(results) for results in told] == [outcomes(results) for results in done]
