"""Tables for a spreadsheet: no cell is run, and each comes back as it was (fault row I04)."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kernel.sheets import neutral, plain, write_rows

FORMULAS = (
    "=1+1", "+968", "-x", "@a", "\t=1", "\r=1", "\n=1", " =1", "\u200e=1", "\u200f+1", "\u2066@x",
    "\u00a0-1", "=HYPERLINK(\"https://example.com\")", "=cmd|' /C calc'!A0",
    "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x",
    "'=1", "''=1", " '=1",
)  # fmt: skip


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_run_as_a_formula(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"
    assert plain(neutral(cell)) == cell


@pytest.mark.parametrize("cell", ["plain", "a=b", "'tis", "O'Neill", "هدى", "12"])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert (neutral(cell), plain(cell)) == (cell, cell)


def test_nothing_is_an_empty_cell() -> None:
    assert (neutral(None), neutral(""), plain("")) == ("", "", "")


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n \u200e\u200fab,;\"هـ"), max_size=12))
def test_whatever_was_written_is_read_again(cell: str) -> None:
    (row,) = csv.reader(io.StringIO(write_rows([[cell, "x"]]), newline=""))
    assert plain(row[0]) == cell
    assert not row[0].lstrip(" \u200e\u200f").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
