"""What stands in a file: customers that can be imported again, masked ones, and the trail."""

import csv
import io

import pytest

from regulars.domains import customers, exports
from regulars.domains.audit import Wanted
from regulars.domains.customers import Filter, Row, column_of
from regulars.domains.exports.customers_sheet import header_of
from regulars.kernel.sheets import plain
from regulars.runtime.tx import Tx
from tests.domains.exports.files import rows_of, wish_of
from tests.kernel.test_sheets import FORMULAS
from tests.world import World, registered


async def at_once(tx: Tx, world: World, **given: object) -> str:
    kind = given.pop("kind", "customers")
    return (await exports.make_at_once(tx, wish_of(world.laundry, kind, **given))).decode(
        "utf-8-sig"
    )


async def test_what_was_taken_out_can_be_imported_again(tx: Tx, world: World) -> None:
    branch = world.laundry.branches[1]
    huda = await registered(
        tx,
        "full",
        name="Huda =Sample",
        name2="هدى",
        phone="90001234",
        email="huda@example.com",
        birth_date="1990-12-31",
        gender="female",
        language="ar",
        tags=["vip", "family"],
        branch_id=str(branch.id),
        preferences={"folding": "hung", "eco": True},
    )
    rows = rows_of(await at_once(tx, world, sees_birth_dates=True))
    (row,) = [row for row in rows if row["number"] == huda.shown_number]
    assert row["phone"] == "'+96890001234"
    assert row["created_at"].endswith("+04:00")
    await customers.delete_customer(tx, huda.id)
    values = {column: plain(cell) for name, cell in row.items() if (column := column_of(name))}
    (result,) = await customers.import_rows(tx, [Row(2, values)], country="OM")
    assert result.errors == ()
    assert result.customer is not None
    again = result.customer
    # A list proves nobody's phone.
    assert (again.stage, again.traits) == ("stub", huda.traits)
    apart = {"preferences": None, "phone_typed": None}
    kept = {**huda.person.document(), **apart}
    assert {**again.person.document(), **apart} == kept
    assert dict(again.person.preferences or {}) == {"folding": "hung", "eco": "yes"}


async def test_masked_values_stand_under_names_that_no_import_takes(tx: Tx, world: World) -> None:
    huda = await registered(tx, name="Huda", phone="90001234", email="huda@example.com")
    text = await at_once(tx, world, sees_phones=False)
    assert "90001234" not in text
    assert "huda@" not in text
    (row,) = [row for row in rows_of(text) if row["number"] == huda.shown_number]
    assert row["phone_masked"].endswith("34")
    assert {column_of("phone_masked"), column_of("email_masked")} == {None}


async def test_filters_order_search_and_columns_are_those_of_the_list(tx: Tx, world: World) -> None:
    made = [await registered(tx, name=f"Zaynab {n}", phone=f"9000555{n}") for n in range(3)]
    await customers.block_customer(tx, made[1].id, reason="late")
    text = await at_once(
        tx,
        world,
        customers=Filter("zaynab", "stub", "active"),
        sort="-number",
        columns=("tags", "number"),
    )
    assert text.splitlines()[0] == "number,name,name2,tags"
    assert [row["number"] for row in rows_of(text)] == [made[2].shown_number, made[0].shown_number]
    wish = wish_of(world.laundry, customers=Filter("zaynab", "stub"))
    assert "zaynab" not in wish.file_name(made[0].created_at).lower()
    assert header_of(wish)[0] == "number"


@pytest.mark.parametrize("name", FORMULAS)
async def test_no_list_gives_a_formula_away(tx: Tx, world: World, name: str) -> None:
    """Fault row I04, through every kind of file."""
    await registered(
        tx, name=f"x{name}".removeprefix("x") if name.strip() else "x", phone="90001234"
    )
    for kind in exports.KINDS:
        text = await at_once(tx, world, kind=kind)
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert [c for c in cells if c.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))] == []


async def test_the_trail_says_what_was_asked_and_how_much_there_is(tx: Tx, world: World) -> None:
    huda = await registered(tx, name="Huda", phone="90001234")
    await tx.flush()
    text = await at_once(
        tx, world, kind="changes", language="ar", told=(("subject", "one"),),
        trail=Wanted(subject_id=huda.id),
    )  # fmt: skip
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][0] == "# The laundry"
    assert ["subject=one" in cell for row in rows[:5] for cell in row].count(True) == 1
    assert any(row[1:] == ["Asia/Muscat"] for row in rows[:5])
    assert rows[-1][1] == "1"
    assert [row[8] for row in rows[6:-2]] == [huda.shown_number]
    assert "Huda" not in text
