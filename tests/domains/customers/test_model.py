"""What a customer is: numbers read back as shown, stages, and what a change amounts to."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.domains.customers.model import (
    Customer,
    Person,
    Stage,
    Traits,
    change,
    missing_for,
    read_number,
    show_number,
)
from regulars.kernel.errors import Invalid
from regulars.kernel.ids import BranchId, CustomerId, new_id
from regulars.runtime.vault.person_keys import new_person_key

MOMENT = datetime(2026, 11, 20, tzinfo=UTC)
STUB = Customer(
    CustomerId(new_id()),
    7,
    "stub",
    "active",
    Person(name="Huda", phone="+96891234567"),
    Traits(),
    version=3,
    created_at=MOMENT,
    updated_at=MOMENT,
    key=new_person_key(),
)
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(
    st.integers(1, 10**12 - 1), st.sampled_from(["CUST-{}", "cust {}", " Cust{} ", "CUST_000{}"])
)
def test_a_number_is_read_back_however_it_is_written(number: int, form: str) -> None:
    assert read_number(show_number(number)) == number
    assert read_number(form.format(number)) == number
    assert read_number(form.format(number).translate(ARABIC)) == number


@given(st.integers(1, 9_999), st.integers(0, 6))
def test_a_bare_number_of_four_digits_is_a_customer_whatever_zeros_precede_it(
    number: int, zeros: int
) -> None:
    assert read_number("0" * zeros + str(number)) == number


@given(st.text(max_size=30))
def test_anything_else_is_no_number_and_no_accident(text: str) -> None:
    number = read_number(text)
    assert number is None or 1 <= number < 10**12


@pytest.mark.parametrize("text", ["", "0", "CUST-", "CUST-0", "-7", "1.5", "10000", "12a", "²"])
def test_what_is_no_number_reads_as_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("stage", "missing"),
    [("guest", []), ("stub", ["name", "phone"]), ("full", ["name", "phone", "email"])],
)
def test_each_stage_asks_for_more(stage: Stage, missing: list[str]) -> None:
    assert [error.field for error in missing_for(stage, Person())] == missing


def test_a_change_names_old_and_new_of_what_differs_only() -> None:
    branch = BranchId(new_id())
    person = replace(STUB.person, name2="هدى")
    changes = change(STUB, person, Traits(tags=("vip",), branch_id=branch), stage="stub")
    assert changes.fields == ("branch_id", "name2", "tags")
    assert changes.clear == {"tags": [[], ["vip"]], "branch_id": [None, str(branch)]}
    assert changes.sealed == {"name2": [None, "هدى"]}
    assert changes.after.version == 4


def test_a_change_that_takes_what_the_stage_needs_is_refused() -> None:
    with pytest.raises(Invalid):
        change(STUB, Person(name="Huda"), Traits(), stage="stub")
    with pytest.raises(ValueError, match="nobody is taken down"):
        change(STUB, STUB.person, Traits(), stage="guest")


def test_a_customer_shows_no_key_when_printed() -> None:
    assert "key" not in repr(STUB).lower()
